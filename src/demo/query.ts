/** A request's parameters; names in any case, as ASP.NET takes them. */
export interface Query {
  readonly text: (name: string) => string | undefined;
  /** Undefined when missing or not a whole number. */
  readonly int: (name: string) => number | undefined;
  /** Undefined when neither `true` nor `false`; the web app itself sends `undefined` now and then. */
  readonly flag: (name: string) => boolean | undefined;
  /** Ids separated by commas; undefined when there is none. */
  readonly ids: (name: string) => ReadonlySet<number> | undefined;
  /** Everything but the page number, to tell one list from another. */
  readonly listKey: () => string;
}

export function readQuery(parameters: URLSearchParams): Query {
  const values = new Map([...parameters].map(([name, value]) => [name.toLowerCase(), value]));
  const text = (name: string) => {
    const value = values.get(name)?.trim();
    return value === '' ? undefined : value;
  };
  const int = (name: string) => {
    const value = text(name);
    return value !== undefined && /^-?\d+$/.test(value) ? Number(value) : undefined;
  };
  return {
    text,
    int,
    flag: (name) => {
      const value = text(name)?.toLowerCase();
      return value === 'true' ? true : value === 'false' ? false : undefined;
    },
    ids: (name) => {
      const ids = (text(name) ?? '').split(',').filter((part) => /^\s*-?\d+\s*$/.test(part));
      return ids.length === 0 ? undefined : new Set(ids.map(Number));
    },
    listKey: () =>
      [...values]
        .filter(
          ([name]) => name !== 'page_no' && name !== 'page_size' && name !== 'pageinate' && name !== 'count',
        )
        .map(([name, value]) => `${name}=${value}`)
        .join('&'),
  };
}
