import { UserError } from '../base/errors.ts';
import type { Computer } from './computer.ts';
import { prepareSessionBus } from './linux-session-bus.ts';

/** Why the system's keychain gave nothing. */
export type KeychainFault = 'locked' | 'missing' | 'refused' | 'failed';

/** The keychain can't be used now; says which fault it is, what to do, and the way without a keychain. */
export class KeychainError extends UserError {
  override readonly name = 'KeychainError';
  readonly fault: KeychainFault;

  constructor(fault: KeychainFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}

/** The system's own store of secrets: Keychain, Credential Manager or Secret Service. Each function may throw a KeychainError. */
export interface Keychain {
  /** Undefined where nothing is stored under the name. */
  readonly read: (name: string) => Promise<string | undefined>;
  readonly write: (name: string, value: string) => Promise<void>;
  /** True where there was something. */
  readonly remove: (name: string) => Promise<boolean>;
}

const service = 'halo-mcp';

/** Opens nothing yet: a server that gets its login from the environment never touches the keychain. */
export function openKeychain(computer: Computer): Keychain {
  const use = async <T>(run: () => Promise<T>): Promise<T> => {
    prepareSessionBus(computer);
    try {
      return await run();
    } catch (error) {
      throw explainFault(error, computer.platform);
    }
  };
  return {
    read: (name) => use(async () => (await Bun.secrets.get({ service, name })) ?? undefined),
    write: (name, value) => use(() => Bun.secrets.set({ service, name, value })),
    remove: (name) => use(() => Bun.secrets.delete({ service, name })),
  };
}

/** Bun gives every fault the same code; only the system's own message tells them apart. */
export function findFault(message: string): KeychainFault {
  if (/locked|prompt|dismissed|interaction is not allowed|-25308/i.test(message)) return 'locked';
  if (/denied|not permitted|refused|cancell?ed|-128\b|-25293/i.test(message)) return 'refused';
  if (
    /autolaunch|could not connect|not provided by any|no such file|ServiceUnknown|libsecret/i.test(message)
  ) {
    return 'missing';
  }
  return 'failed';
}

function explainFault(error: unknown, platform: NodeJS.Platform): unknown {
  if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('ERR_SECRETS')) {
    return error;
  }
  const fault = findFault(error.message);
  return new KeychainError(fault, `${explanations[fault](keychainName(platform))}. ${wayWithout}`, {
    cause: error,
  });
}

const wayWithout =
  "Without a keychain, give the login as HALO_INSTANCE_URL, HALO_CLIENT_ID and HALO_CLIENT_SECRET in the assistant's own settings for halo-mcp";

const explanations: Readonly<Record<KeychainFault, (keychain: string) => string>> = {
  locked: (keychain) =>
    `${keychain} is locked. Unlock it (signing in to the computer usually does), then try again`,
  missing: (keychain) =>
    `There is no keychain that halo-mcp can use: ${keychain} does not answer. On Linux install and start one, such as gnome-keyring or KWallet, then try again`,
  refused: (keychain) => `${keychain} did not let halo-mcp in. Try again and allow it when asked`,
  failed: (keychain) =>
    `${keychain} did not do what was asked. Try again, and restart the computer if that stays`,
};

function keychainName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'The Keychain';
  return platform === 'win32' ? 'The Credential Manager' : 'The keyring of this session';
}
