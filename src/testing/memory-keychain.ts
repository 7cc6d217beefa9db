import { type Keychain, KeychainError, type KeychainFault } from '../desktop/keychain.ts';

/** A keychain that forgets everything with the test; what it holds can be looked at. */
export interface MemoryKeychain extends Keychain {
  readonly held: Map<string, string>;
  /** From now on everything fails in this way; undefined mends it. */
  readonly fail: (fault: KeychainFault | undefined) => void;
}

export function createMemoryKeychain(entries: Readonly<Record<string, string>> = {}): MemoryKeychain {
  const held = new Map(Object.entries(entries));
  let fault: KeychainFault | undefined;
  const use = async <T>(run: () => T): Promise<T> => {
    if (fault !== undefined)
      throw new KeychainError(fault, `The keychain is ${fault}. Mend it, then try again`);
    return run();
  };
  return {
    held,
    fail: (kind) => {
      fault = kind;
    },
    read: (name) => use(() => held.get(name)),
    write: (name, value) => use(() => void held.set(name, value)),
    remove: (name) => use(() => held.delete(name)),
  };
}
