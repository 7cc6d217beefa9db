import { formatMinor } from '../base/minor-units.ts';
import type { Cell, Row } from '../tools/answer.ts';

/** Rows as CSV lines (RFC 4180): a header in snake_case, then a line each. Columns that are empty in every row are left out. */
export function toCsvLines(rows: readonly Row[]): {
  readonly header: string;
  readonly lines: readonly string[];
} {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) =>
    rows.some((row) => showCell(row[name]) !== ''),
  );
  return {
    header: names.map(toSnakeCase).join(','),
    lines: rows.map((row) => names.map((name) => quote(showCell(row[name]))).join(',')),
  };
}

/** A value as text: plain decimals with a point, hours with two of them, yes and no, nothing for nothing. */
export function showCell(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return joinLines(cell);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'number') return String(Object.is(cell, -0) ? 0 : cell);
  if ('hours' in cell) return toFixed(cell.hours, 2);
  return formatMinor(cell.minor, cell.digits);
}

/** `monthlyNet` → `monthly_net`. */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Runs of space are matched whole, because a pattern that looks for a line end inside them takes quadratic time. */
function joinLines(text: string): string {
  return text.replace(/\s+/g, (space) => (/[\n\r\u2028\u2029]/.test(space) ? ' ' : space)).trim();
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) || /^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function toFixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text;
}
