import type { Clock } from '../base/clock.ts';
import { withinTime } from '../base/within-time.ts';
import type { Computer } from './computer.ts';
import { type Keychain, KeychainError, type KeychainFault } from './keychain.ts';
import { explainFault, findFault } from './keychain-fault.ts';
import { isKeyringLocked } from './linux-keyring-lock.ts';
import { prepareSessionBus } from './linux-session-bus.ts';
import { reconnectKeyring } from './reconnect-keyring.ts';
import { splitLongSecrets } from './split-secret.ts';
import { unlockKeyring } from './unlock-keyring.ts';

/** How long to wait for a keychain. */
export interface KeychainOptions {
  readonly clock: Clock;
  /** For one answer, in which a person may have to type a password. What the keychain does later goes unheard. */
  readonly waitMs: number;
  /** True where a person sits there who can unlock a locked keyring; it is then asked for before anything is called missing. */
  readonly unlocks?: boolean;
  /**
   * From its end on nothing is waited for any longer: what only reads fails at once with its reason, what changes something has
   * another moment to be done or put back.
   */
  readonly signal?: AbortSignal;
}

/** A keychain that answers at all has stored something in a few milliseconds. */
const graceMs = 1_000;

const service = 'halo-mcp';

/** `CRED_MAX_CREDENTIAL_BLOB_SIZE`; Bun stores the bytes of UTF-8. */
const windowsBytes = 2_560;

/** Opens nothing yet: a server that gets its login from the environment never touches the keychain. */
export function openKeychain(computer: Computer, options: KeychainOptions): Keychain {
  const { platform } = computer;
  const use = takeTurns(platform, options);
  const grace = delayAbort(options);
  const ask = <T>(run: () => Promise<T>, signal: AbortSignal | undefined) => {
    prepareSessionBus(computer);
    const patientRun = () =>
      run().catch((error: unknown) => {
        if (platform === 'linux' && reconnectKeyring(error)) return run();
        throw error;
      });
    return use(patientRun, signal);
  };
  const find = findEvenIfLocked(platform, options.unlocks === true);
  const keychain: Keychain = {
    read: (name) =>
      ask(
        find(async () => (await Bun.secrets.get({ service, name })) ?? undefined),
        options.signal,
      ),
    write: (name, value) => ask(() => Bun.secrets.set({ service, name, value }), grace),
    remove: (name) =>
      ask(
        find(() => Bun.secrets.delete({ service, name })),
        grace,
      ),
  };
  return platform === 'win32' ? splitLongSecrets(keychain, windowsBytes) : keychain;
}

/**
 * One at a time: each question that is not answered keeps one of the few threads of Bun, which files and names of hosts need as
 * well. A question whose time is up before its turn comes is never asked.
 */
function takeTurns(platform: NodeJS.Platform, { clock, waitMs }: KeychainOptions) {
  let last: Promise<unknown> = Promise.resolve();
  return async <T>(run: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
    let isOver = false;
    const turn = last.then(() => {
      if (isOver) throw toError('silent', platform);
      return run();
    });
    last = turn.catch(() => undefined);
    try {
      return await withinTime(turn, waitMs, () => explainSilence(platform), {
        clock,
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      throw explain(error, platform);
    } finally {
      isOver = true;
    }
  };
}

function delayAbort({ clock, signal }: KeychainOptions): AbortSignal | undefined {
  if (signal === undefined) return undefined;
  const late = new AbortController();
  const never = new AbortController().signal;
  const startGrace = () => void clock.wait(graceMs, never).then(() => late.abort(signal.reason));
  if (signal.aborted) startGrace();
  else signal.addEventListener('abort', startGrace, { once: true });
  return late.signal;
}

/**
 * What a locked keyring holds looks as if it were not there. So that is told apart, and a person who may unlock it is asked to;
 * once for all that was wanted until they declined.
 */
function findEvenIfLocked(platform: NodeJS.Platform, unlocks: boolean) {
  let wanted = 0;
  let declined = 0;
  return <T>(look: () => Promise<T>): (() => Promise<T>) => {
    const place = ++wanted;
    return async () => {
      const found = await look();
      if (found || platform !== 'linux' || isKeyringLocked() !== true) return found;
      if (!unlocks || place <= declined) throw toError('locked', platform);
      try {
        await unlockKeyring();
      } catch (error) {
        declined = wanted;
        throw error;
      }
      return look();
    };
  };
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
