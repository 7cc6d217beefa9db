import { describe, expect, test } from 'bun:test';
import { parseArgs } from 'node:util';
import { UserError } from '../base/errors.ts';
import { ConfigFileError } from '../desktop/assistants/config-file.ts';
import { KeychainError } from '../desktop/keychain.ts';
import { HaloError, type HaloErrorKind } from '../halo/errors.ts';
import { NotSetUpError } from '../setup/profiles.ts';
import { type ExitCode, InterruptedError, toExitCode, UsageError } from './exit-code.ts';

describe('a script can tell from the exit code', () => {
  const cases: readonly (readonly [what: string, error: unknown, code: ExitCode])[] = [
    ['a fault of our own', new TypeError('x is undefined'), 1],
    ['something thrown that is no error', 'oops', 1],
    ['anything that only a person can judge', new UserError('No'), 1],
    ['a command typed wrongly', new UsageError('No'), 2],
    ['nothing set up', new NotSetUpError('No'), 3],
    ['the keychain', new KeychainError('locked', 'No'), 6],
    ["an assistant's file", new ConfigFileError('/a/file.json', 'No'), 7],
    ['Ctrl-C', new InterruptedError(), 130],
  ];
  test.each([...cases])('%s', (_, error, code) => {
    expect(toExitCode(error)).toBe(code);
  });

  const kinds: readonly (readonly [kind: HaloErrorKind, code: ExitCode])[] = [
    ['address', 2],
    ['wrong_login', 4],
    ['sign_in_again', 4],
    ['no_scopes', 4],
    ['forbidden', 4],
    ['dns', 5],
    ['tls', 5],
    ['proxy', 5],
    ['timeout', 5],
    ['not_halo', 5],
    ['unavailable', 5],
  ];
  test.each([...kinds])('Halo: %s', (kind, code) => {
    expect(toExitCode(new HaloError(kind, 'No'))).toBe(code);
  });

  test('an option that a command does not have', () => {
    const parse = () => parseArgs({ args: ['--nonsense'], options: {}, strict: true });
    expect(parse).toThrow();
    try {
      parse();
    } catch (error) {
      expect(toExitCode(error)).toBe(2);
    }
  });
});
