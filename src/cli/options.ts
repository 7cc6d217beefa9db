import { UsageError } from './exit-code.ts';

/** Reads a whole number typed as an option. Throws a UsageError when it is something else. */
export function readWhole(
  option: string,
  text: string | undefined,
  otherwise: number,
  range: { readonly from: number; readonly to: number },
): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= range.from && value <= range.to) return value;
  throw new UsageError(
    `${option} is "${text}", but must be a whole number from ${range.from} to ${range.to}`,
  );
}
