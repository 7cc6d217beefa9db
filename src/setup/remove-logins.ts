import { type Keychain, KeychainError } from '../desktop/keychain.ts';
import { defaultProfile } from '../desktop/settings-file.ts';
import { secretNames } from './profiles.ts';

/** A login that was in the keychain; what the uninstaller says of it. */
export interface LoginRemoval {
  readonly part: 'keychain';
  readonly what: string;
  readonly done: boolean;
  readonly problem?: string;
}

/** Removes the logins of these profiles, of the default one, and that of the proxy from the keychain. */
export async function removeLogins(
  profiles: readonly string[],
  keychain: Keychain,
): Promise<readonly LoginRemoval[]> {
  const steps: LoginRemoval[] = [];
  try {
    for (const profile of new Set([defaultProfile, ...profiles])) {
      let isGone = false;
      for (const name of secretNames(profile)) isGone = (await keychain.remove(name)) || isGone;
      if (isGone)
        steps.push({
          part: 'keychain',
          what: `The login of the profile "${profile}" in the keychain`,
          done: true,
        });
    }
    if (await keychain.remove('proxy-login')) {
      steps.push({ part: 'keychain', what: 'The login of the proxy in the keychain', done: true });
    }
    return steps;
  } catch (error) {
    if (!(error instanceof KeychainError)) throw error;
    // Where there is no keychain and no profile, nothing can have been stored.
    if (error.fault === 'missing' && profiles.length === 0) return steps;
    return [
      ...steps,
      { part: 'keychain', what: 'Logins in the keychain', done: false, problem: error.message },
    ];
  }
}
