import { expect, test } from 'bun:test';
import { parseArgs } from 'node:util';
import { explainOptions } from './options.ts';

const options = {
  address: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
} as const;

function explain(...args: readonly string[]): string {
  try {
    parseArgs({ args: [...args], options, strict: true });
  } catch (error) {
    if (error instanceof TypeError) return explainOptions(error);
    throw error;
  }
  return 'nothing is wrong';
}

test('what is wrong with options is said for whoever typed them', () => {
  expect(explain('--bogus')).toBe('There is no option "--bogus"');
  expect(explain('--address')).toBe(
    '--address needs a value after it; one that begins with a hyphen is written --address=VALUE',
  );
  expect(explain('--address', '--yes')).toBe(explain('--address'));
  expect(explain('--yes=no')).toContain('stands alone and takes no value');
  expect(explain('word')).toBe(
    'There is a word without an option in front of it. Put texts with blanks in quotes',
  );
});

test('what may be a secret is not repeated', () => {
  expect(explain('--b57b73fd-8b47-4332')).toBe('There is no such option as one of those given');
  expect(explain('b57b73fd-8b47-4332')).not.toContain('b57b');
});
