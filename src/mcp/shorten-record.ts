/** A record made to fit, and what was done for it. */
export interface ShortenedRecord {
  readonly json: string;
  /** Paths of the texts that were shortened and the properties that were left out. */
  readonly shortened: readonly string[];
  readonly omitted: readonly string[];
}

const shortestText = 80;

/**
 * A record as compact JSON of at most `maxChars` characters, always valid: the longest texts are shortened first, with a mark
 * that says how much is missing; where that is not enough, the largest properties are left out and named.
 */
export function shortenRecord(record: Readonly<Record<string, unknown>>, maxChars: number): ShortenedRecord {
  const whole = JSON.stringify(dropNulls(record));
  if (whole.length <= maxChars) return { json: whole, shortened: [], omitted: [] };
  for (let cap = longestText(record) >> 1; cap > shortestText; cap >>= 1) {
    const shortened: string[] = [];
    const json = JSON.stringify(capTexts(dropNulls(record), cap, '', shortened));
    if (json.length <= maxChars) return { json, shortened, omitted: [] };
  }
  const shortened: string[] = [];
  const capped = new Map(Object.entries(Object(capTexts(dropNulls(record), shortestText, '', shortened))));
  const omitted: string[] = [];
  for (const [name] of bySize(capped)) {
    if (JSON.stringify(Object.fromEntries(capped)).length <= maxChars) break;
    capped.delete(name);
    omitted.push(name);
  }
  return {
    json: JSON.stringify(Object.fromEntries(capped)),
    shortened: shortened.filter((path) => !omitted.includes(path.split(/[.[]/)[0] ?? '')),
    omitted,
  };
}

function bySize(properties: ReadonlyMap<string, unknown>): readonly [string, unknown][] {
  const size = (value: unknown) => JSON.stringify(value)?.length ?? 0;
  return [...properties].sort(([, a], [, b]) => size(b) - size(a));
}

function longestText(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((longest: number, inner) => Math.max(longest, longestText(inner)), 0);
}

function capTexts(value: unknown, cap: number, path: string, shortened: string[]): unknown {
  if (typeof value === 'string') {
    if (value.length <= cap) return value;
    shortened.push(path);
    return `${value.slice(0, cap)}… [${value.length - cap} characters more]`;
  }
  if (Array.isArray(value))
    return value.map((inner, index) => capTexts(inner, cap, `${path}[${index}]`, shortened));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    capTexts(inner, cap, path === '' ? name : `${path}.${name}`, shortened),
  ]);
  return Object.fromEntries(entries);
}

function dropNulls(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== null && value !== undefined),
  );
}
