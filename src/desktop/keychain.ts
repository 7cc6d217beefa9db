import { UserError } from '../base/errors.ts';

/** Why the system's keychain gave nothing. Silent: it may wait for a person in a window that nobody sees, or hang. */
export type KeychainFault = 'locked' | 'missing' | 'refused' | 'silent' | 'failed';

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
