import type { Clock } from '../base/clock.ts';
import { withinTime } from '../base/within-time.ts';
import type { Computer } from './computer.ts';
import { type Keychain, KeychainError, type KeychainFault } from './keychain.ts';
import { explainFault, findFault } from './keychain-fault.ts';
import { isKeyringLocked } from './linux-keyring-lock.ts';
import { prepareSessionBus } from './linux-session-bus.ts';
import { reconnectKeyring } from './reconnect-keyring.ts';
import { splitLongSecrets } from './split-secret.ts';

/** How long to wait for a keychain. */
export interface KeychainOptions {
  readonly clock: Clock;
  /** For one answer, in which a person may have to type a password. What the keychain does later goes unheard. */
  readonly waitMs: number;
}

const service = 'halo-mcp';

/** `CRED_MAX_CREDENTIAL_BLOB_SIZE`; Bun stores the bytes of UTF-8. */
const windowsBytes = 2_560;

/** Opens nothing yet: a server that gets its login from the environment never touches the keychain. */
export function openKeychain(computer: Computer, options: KeychainOptions): Keychain {
  const { platform } = computer;
  const use = takeTurns(platform, options);
  const ask = <T>(run: () => Promise<T>) => {
    prepareSessionBus(computer);
    return use(() =>
      run().catch((error: unknown) => {
        if (platform === 'linux' && reconnectKeyring(error)) return run();
        throw error;
      }),
    );
  };
  const keychain: Keychain = {
    read: (name) =>
      ask(async () => (await Bun.secrets.get({ service, name })) ?? notThere(undefined, platform)),
    write: (name, value) => ask(() => Bun.secrets.set({ service, name, value })),
    remove: (name) =>
      ask(async () => (await Bun.secrets.delete({ service, name })) || notThere(false, platform)),
  };
  return platform === 'win32' ? splitLongSecrets(keychain, windowsBytes) : keychain;
}

/**
 * One at a time: each question that is not answered keeps one of the few threads of Bun, which files and names of hosts need as
 * well. A question whose time is up before its turn comes is never asked.
 */
function takeTurns(platform: NodeJS.Platform, { clock, waitMs }: KeychainOptions) {
  let last: Promise<unknown> = Promise.resolve();
  return async <T>(run: () => Promise<T>): Promise<T> => {
    let isOver = false;
    const turn = last.then(() => {
      if (isOver) throw toError('silent', platform);
      return run();
    });
    last = turn.catch(() => undefined);
    try {
      return await withinTime(turn, waitMs, () => explainSilence(platform), { clock });
    } catch (error) {
      throw explain(error, platform);
    } finally {
      isOver = true;
    }
  };
}

function notThere<T>(value: T, platform: NodeJS.Platform): T {
  if (platform === 'linux' && isKeyringLocked() === true) throw toError('locked', platform);
  return value;
}

function explainSilence(platform: NodeJS.Platform): KeychainError {
  return toError(platform === 'linux' && isKeyringLocked() === true ? 'locked' : 'silent', platform);
}

function explain(error: unknown, platform: NodeJS.Platform): unknown {
  if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('ERR_SECRETS')) {
    return error;
  }
  return toError(findFault(error.message, platform), platform, error);
}

function toError(fault: KeychainFault, platform: NodeJS.Platform, cause?: Error): KeychainError {
  return new KeychainError(fault, explainFault(fault, platform), { cause });
}
