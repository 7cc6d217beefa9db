/** The rows of a table in a reply, by column name; the first table, or the one under a title that begins so. None when it isn't there. */
export function readTable(reply: string, title?: string): readonly Readonly<Record<string, string>>[] {
  const lines = reply.split('\n');
  const start =
    title === undefined ? 0 : lines.findIndex((line) => line.startsWith(title) && line.endsWith(':'));
  if (start === -1) return [];
  const [header, ...body] = lines.slice(start + 1).map(splitCsv);
  if (header === undefined) return [];
  const end = body.findIndex((cells) => cells.length !== header.length);
  return body
    .slice(0, end === -1 ? undefined : end)
    .map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
}

function splitCsv(line: string): readonly string[] {
  const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
  return cells
    .slice(0, line === '' || line.endsWith(',') ? undefined : -1)
    .map((cell) => cell.replace(/,$/, ''))
    .map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}
