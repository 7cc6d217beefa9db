/** How an object is laid out in a file. */
export interface JsonLayout {
  /** Whether everything stands in one line. */
  readonly isInline: boolean;
  /** One step of indentation. */
  readonly step: string;
  /** The indentation of the line that the value begins in. */
  readonly indent: string;
  readonly lineEnd: string;
  /** What stands between a colon and its value, and between a comma and the next: a space or nothing. */
  readonly space: string;
  /** What stands inside the braces of an object in one line: a space or nothing. */
  readonly padding: string;
}

/** Writes a value in a layout. Members that are undefined are left out. */
export function printJson(value: unknown, layout: JsonLayout): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const isArray = Array.isArray(value);
  const inner = { ...layout, indent: layout.indent + layout.step };
  const parts = isArray
    ? value.map((item) => printJson(item, inner))
    : Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([key, member]) => printMember(key, member, inner));
  const [open, close] = isArray ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;
  if (layout.isInline) {
    const padding = isArray ? '' : layout.padding;
    return open + padding + parts.join(`,${layout.space}`) + padding + close;
  }
  const lineStart = layout.lineEnd + inner.indent;
  return open + lineStart + parts.join(`,${lineStart}`) + layout.lineEnd + layout.indent + close;
}

/** Writes a key with its value; the indentation is that of the line it stands in. */
export function printMember(key: string, value: unknown, layout: JsonLayout): string {
  return `${JSON.stringify(key)}:${layout.space}${printJson(value, layout)}`;
}
