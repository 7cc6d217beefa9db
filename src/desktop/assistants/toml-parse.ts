import { parse, TomlDate, TomlError } from 'smol-toml';
import { ConfigProblem } from './config-problem.ts';

/** What a TOML text means. Whole numbers are bigints where they don't fit a number; dates are texts of a form of their own. Throws a ConfigProblem. */
export function parseToml(text: string): unknown {
  try {
    return toPlain(parse(text, { integersAsBigInt: true, useLegacyDate: true }));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ''] = error.message.split('\n');
    throw new ConfigProblem(
      `there is a mistake in its TOML: ${reason.replace(/^Invalid TOML document: /, '')}`,
      {
        line: error.line,
        column: error.column,
      },
    );
  }
}

/** The single keys of a dotted key: `a."b.c"` is `a` and `b.c`. */
export function parseTomlKey(text: string): readonly string[] {
  if (/^[A-Za-z0-9_-]+$/.test(text)) return [text];
  const keys: string[] = [];
  let value: unknown = parse(`${text} = 0`);
  while (typeof value === 'object' && value !== null) {
    const [member] = Object.entries(value);
    if (!member) break;
    keys.push(member[0]);
    value = member[1];
  }
  return keys;
}

/** Numbers that are whole and small become plain numbers again; the library's dates hide in private fields what kind they are. */
function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value instanceof TomlDate) return { date: value.toISOString() };
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toPlain(member)]));
}
