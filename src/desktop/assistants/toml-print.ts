import { isRecord } from './entry-value.ts';

/** Writes a value of an entry in one line. */
export function printToml(value: unknown): string {
  if (typeof value === 'string') return printText(value);
  if (Array.isArray(value)) return `[${value.map(printToml).join(', ')}]`;
  if (!isRecord(value)) return String(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${printTomlKey([key])} = ${printToml(member)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** Writes keys joined by dots. */
export function printTomlKey(path: readonly string[]): string {
  return path.map((key) => (/^[A-Za-z0-9_-]+$/.test(key) ? key : quote(key))).join('.');
}

/** Windows paths are easier on the eye without doubled backslashes. */
function printText(text: string): string {
  return text.includes('\\') && /^[^'\p{Cc}\p{Cs}]*$/u.test(text) ? `'${text}'` : quote(text);
}

function quote(text: string): string {
  return JSON.stringify(text.toWellFormed()).replaceAll('\u007f', '\\u007f');
}
