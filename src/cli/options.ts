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

/** Words what `parseArgs` says against options, for whoever typed them. Of what may be a secret nothing is repeated. */
export function explainOptions({ message }: TypeError): string {
  const name = /'(-{0,2}[a-z-]{1,24})(?=[', ])/.exec(message)?.[1];
  if (/^Unknown option/.test(message)) {
    return `There is no ${name === undefined ? 'such option as one of those given' : `option "${name}"`}`;
  }
  if (name === undefined || /^Unexpected argument/.test(message)) {
    return 'There is a word without an option in front of it. Put texts with blanks in quotes';
  }
  return /does not take an argument/.test(message)
    ? `${name} stands alone and takes no value`
    : `${name} needs a value after it; one that begins with a hyphen is written ${name}=VALUE`;
}
