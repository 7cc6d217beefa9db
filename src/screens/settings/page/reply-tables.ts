/** A table in a reply, with the title over it. */
export interface ReplyTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Finds the tables of a reply: a line that ends in a colon, then CSV until a line of another width. */
export function findTables(reply: string): readonly ReplyTable[] {
  const lines = splitRecords(reply);
  return lines.flatMap((line, index) => {
    const columns = lines[index + 1];
    if (line.length !== 1 || line[0]?.endsWith(':') !== true || columns === undefined || columns.length < 2)
      return [];
    const rest = lines.slice(index + 2);
    const end = rest.findIndex((row) => row.length !== columns.length);
    return [{ title: line[0].slice(0, -1), columns, rows: end === -1 ? rest : rest.slice(0, end) }];
  });
}

/** Puts tables of several replies under each other by the names of their columns: a reply leaves out those that are empty in it. */
export function joinTables(tables: readonly ReplyTable[]): ReplyTable | undefined {
  const [first] = tables;
  if (first === undefined) return undefined;
  const most = tables.reduce((widest, one) => (one.columns.length > widest.columns.length ? one : widest));
  const columns = [...new Set([...most.columns, ...tables.flatMap((one) => one.columns)])];
  const rows = tables.flatMap((one) =>
    one.rows.map((row) => columns.map((name) => row[one.columns.indexOf(name)] ?? '')),
  );
  return { title: first.title, columns, rows };
}

/**
 * Writes a table as CSV for a spreadsheet. A text that a spreadsheet would run as a formula, such as a client's name that begins
 * with "=", gets an apostrophe in front; numbers stay numbers.
 */
export function writeCsv({ columns, rows }: ReplyTable): string {
  const lines = [columns, ...rows].map((row) => row.map(toCell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function toCell(value: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(?:\.\d+)?$/.test(value);
  const safe = isFormula ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180, where a quoted value may hold line ends. */
function splitRecords(csv: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\r?\n|$)/g;
  for (const [whole, quoted, plain, end] of csv.matchAll(pattern)) {
    if (whole === '' && record.length === 0) break;
    record.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    records.push(record);
    record = [];
    if (end === '') break;
  }
  return records;
}
