/** A table of a Windows Installer package. */
export interface Table {
  readonly name: string;
  /** Names and types, as in `Property:s72`: text up to 72 characters; a capital means that it may be empty. */
  readonly columns: readonly string[];
  /** How many of the first columns make a row unique. */
  readonly keys: number;
  readonly rows: readonly (readonly Cell[])[];
}

export type Cell = string | number | null;

/** The table as the text that tools for such packages import. */
export function writeIdt({ name, columns, keys, rows }: Table): string {
  const split = columns.map((column) => column.split(':'));
  const names = split.map(([first = '']) => first);
  const types = split.map(([, second = '']) => second);
  const lines = [names, types, [name, ...names.slice(0, keys)], ...rows.map((row) => row.map(writeCell))];
  return lines.map((cells) => `${cells.join('\t')}\r\n`).join('');
}

function writeCell(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  if (/[\t\r\n]/.test(text))
    throw new Error(`A package for Windows can't hold this: ${JSON.stringify(text)}`);
  return text;
}
