import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../base/errors.ts';
import { parseProfileName } from '../desktop/settings-file.ts';
import type { SetupAnswers } from '../setup/answers.ts';
import { getAssistant } from '../setup/assistants.ts';
import { cleanPasted } from '../setup/clean-pasted.ts';
import { UsageError } from './exit-code.ts';
import { explainOptions, readWhole } from './options.ts';
import { readAnswers } from './read-answers.ts';
import type { SecretSource } from './read-secret.ts';

/** What was typed after `halo-mcp setup`, checked as far as it can be without looking at anything. */
export interface SetupOptions {
  /** All but the secret and the assistants that only the computer knows. */
  readonly answers: Omit<SetupAnswers, 'clientSecret' | 'assistants'>;
  /** Undefined where none was named; `all` for those that are installed. */
  readonly assistants: SetupAnswers['assistants'] | 'all';
  /** Undefined where none was named. */
  readonly secret: SecretSource | undefined;
  readonly isYes: boolean;
  readonly isJson: boolean;
  readonly isDryRun: boolean;
  readonly isRemoval: boolean;
  readonly quitsAssistants: boolean;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const options = {
  address: text,
  'client-id': text,
  'client-secret': text,
  'client-secret-stdin': flag,
  'client-secret-fd': text,
  tenant: text,
  'auth-url': text,
  scope: text,
  profile: text,
  assistants: text,
  'sign-in': flag,
  'redirect-port': text,
  proxy: text,
  'no-proxy': text,
  'ca-file': text,
  'quit-assistants': flag,
  remove: flag,
  yes: { type: 'boolean', short: 'y' },
  json: flag,
  'dry-run': flag,
} as const;

/** Reads the options and a file of answers. Throws a UserError that never repeats what may be a secret. */
export function readSetupOptions(typed: readonly string[]): SetupOptions {
  refuseBareSecret(typed);
  const { args, clientSecret } = readAnswers(typed);
  const { values, positionals } = parse(args);
  if (positionals.length > 0) {
    throw new UsageError('There is a word without an option in front of it. Put texts with blanks in quotes');
  }
  const secret =
    readSecretSource(values) ??
    (clientSecret === undefined ? undefined : { kind: 'file', text: clientSecret });
  if (values['sign-in'] === true && secret !== undefined) {
    throw new UsageError(
      '--sign-in needs no client secret, because each person signs in. Leave one of them out',
    );
  }
  if (values['redirect-port'] !== undefined && values['sign-in'] !== true) {
    throw new UsageError('--redirect-port belongs to --sign-in. Give both, or neither');
  }
  return {
    answers: {
      profile: readProfile(values.profile),
      address: values.address,
      tenant: values.tenant?.trim(),
      authUrl: values['auth-url']?.trim(),
      scope: values.scope?.trim(),
      clientId: values['client-id'] === undefined ? undefined : cleanPasted(values['client-id']),
      signsIn: values['sign-in'] === true,
      redirectPort: readPort(values['redirect-port']),
      network: {
        proxy: values.proxy,
        noProxy: values['no-proxy'],
        caFile: values['ca-file'] ? resolve(values['ca-file']) : values['ca-file'],
      },
    },
    assistants: readAssistants(values.assistants),
    secret,
    isYes: values.yes === true,
    isJson: values.json === true,
    isDryRun: values['dry-run'] === true,
    isRemoval: values.remove === true,
    quitsAssistants: values['quit-assistants'] === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new UsageError(explainOptions(cause), { cause });
  }
}

function refuseBareSecret(args: readonly string[]): void {
  if (!args.some((arg) => arg === '--client-secret' || arg.startsWith('--client-secret='))) return;
  throw new UsageError(
    'The client secret is not taken from the command line, where other users of this computer and the history of the shell could read it. Pipe it in with --client-secret-stdin, or put it into HALO_CLIENT_SECRET. The one just typed has been seen, so generate a new one in Halo',
  );
}

function readSecretSource(values: {
  readonly 'client-secret-stdin'?: boolean;
  readonly 'client-secret-fd'?: string;
}): SecretSource | undefined {
  const descriptor = values['client-secret-fd'];
  if (values['client-secret-stdin'] === true) {
    if (descriptor === undefined) return { kind: 'input' };
    throw new UsageError(
      'The secret can come from --client-secret-stdin or --client-secret-fd, not from both',
    );
  }
  if (descriptor === undefined) return undefined;
  return {
    kind: 'descriptor',
    descriptor: readDescriptor(descriptor),
  };
}

/** Somebody may have put the secret there, so it is not said again. */
function readDescriptor(typed: string): number {
  if (/^\d{1,4}$/.test(typed)) return Number(typed);
  throw new UsageError(
    '--client-secret-fd takes the number of an open file descriptor, such as 3. If that was the secret itself, generate a new one in Halo, because others may have seen it',
  );
}

function readProfile(typed: string | undefined): string | undefined {
  try {
    return typed === undefined ? undefined : parseProfileName(typed);
  } catch (cause) {
    throw cause instanceof UserError ? new UsageError(cause.message, { cause }) : cause;
  }
}

function readPort(typed: string | undefined): number | undefined {
  return typed === undefined ? undefined : readWhole('--redirect-port', typed, 0, { from: 1, to: 65_535 });
}

function readAssistants(typed: string | undefined): SetupOptions['assistants'] {
  const names = typed
    ?.split(/[\s,]+/)
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  if (names === undefined) return undefined;
  if (names.length === 1 && names[0] === 'all') return 'all';
  if (names.length === 1 && names[0] === 'none') return [];
  try {
    return [...new Set(names.map((name) => getAssistant(name).id))];
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? `${cause.message}; or all, or none` : String(cause), {
      cause,
    });
  }
}
