import type { KeychainFault } from './keychain.ts';

/** Bun gives most faults the same code; only the system's own message tells them apart. It is for no person's eyes. */
export function findFault(message: string, platform: NodeJS.Platform): KeychainFault {
  if (platform !== 'linux') {
    // Both systems speak the person's language; the number is always there.
    const code = Number(/\(code: (-?\d+)\)$/.exec(message)?.[1]);
    return codes[platform]?.[code] ?? 'failed';
  }
  return linuxMessages.find(([pattern]) => pattern.test(message))?.[1] ?? 'failed';
}

/** What is wrong, what to do, and the way without a keychain. */
export function explainFault(fault: KeychainFault, platform: NodeJS.Platform): string {
  const { keychain, steps } = systems[platform] ?? others;
  return `${sentences[fault](keychain)}. ${steps[fault]}. ${wayWithout}`;
}

/** Seen with libsecret 0.20.5 and gnome-keyring 42.1, except for refusals and words about prompts. */
const linuxMessages: readonly (readonly [RegExp, KeychainFault])[] = [
  [/locked|dismissed|prompt/i, 'locked'],
  [/timeout was reached|timed out|NoReply|did not receive a reply/i, 'silent'],
  [/denied|not permitted|refused by/i, 'refused'],
  [
    /libsecret not available|autolaunch|could not connect|dbus-launch|not provided by any|ServiceUnknown|does not contain a colon|no such interface|connection is closed/i,
    'missing',
  ],
];

/** From the documentation of Apple's Security framework and of Windows' CredRead and CredWrite. */
const codes: Readonly<Partial<Record<NodeJS.Platform, Readonly<Record<number, KeychainFault>>>>> = {
  darwin: {
    [-25308]: 'locked', // errSecInteractionNotAllowed
    [-25315]: 'locked', // errSecInteractionRequired
    [-128]: 'refused', // errSecUserCanceled
    [-25293]: 'refused', // errSecAuthFailed
    [-25243]: 'refused', // errSecNoAccessForItem
    [-34018]: 'refused', // errSecMissingEntitlement
    [-25291]: 'missing', // errSecNotAvailable
    [-25294]: 'missing', // errSecNoSuchKeychain
    [-25307]: 'missing', // errSecNoDefaultKeychain
  },
  win32: {
    5: 'refused', // ERROR_ACCESS_DENIED
    1223: 'refused', // ERROR_CANCELLED
    1312: 'missing', // ERROR_NO_SUCH_LOGON_SESSION
    1062: 'missing', // ERROR_SERVICE_NOT_ACTIVE
    1722: 'missing', // RPC_S_SERVER_UNAVAILABLE
  },
};

const sentences: Readonly<Record<KeychainFault, (keychain: string) => string>> = {
  locked: (keychain) => `${keychain} is locked`,
  missing: (keychain) => `${keychain} is not there for halo-mcp`,
  refused: (keychain) => `${keychain} did not let halo-mcp in`,
  silent: (keychain) => `${keychain} did not answer in time`,
  failed: (keychain) => `${keychain} did not do what was asked`,
};

interface System {
  readonly keychain: string;
  readonly steps: Readonly<Record<KeychainFault, string>>;
}

const failedStep = 'Try again, and restart the computer if that stays';

const systems: Readonly<Partial<Record<NodeJS.Platform, System>>> = {
  linux: {
    keychain: 'The keyring of this session',
    steps: {
      locked:
        'Unlock it with its password, in an app such as Passwords and Keys or in the window that opens when you run "halo-mcp setup"; then try again',
      missing:
        'Sign in to the desktop, or install and start a keyring, such as gnome-keyring or KWallet, and libsecret; then try again',
      refused: 'Try again and allow it when asked',
      silent:
        'It may be waiting for somebody in a window that is hidden behind others: look for it. Otherwise sign out of the computer and in again',
      failed: failedStep,
    },
  },
  darwin: {
    keychain: 'The Keychain',
    steps: {
      locked: 'Unlock it in the app Keychain Access (signing in to the Mac usually does), then try again',
      missing: 'Sign in to the Mac itself as this user, not only from afar, then try again',
      refused: 'Try again and choose "Always Allow" when the Mac asks',
      silent:
        'It may be waiting for your password in a window that is hidden behind others: look for it, then try again',
      failed: failedStep,
    },
  },
};

const others: System = {
  keychain: 'The Credential Manager',
  steps: {
    locked: 'Sign in to Windows, then try again',
    missing:
      'It is only there for somebody who signed in to Windows, not for a service or a task that runs without a sign-in',
    refused: 'Ask your IT whether a policy forbids to store credentials',
    silent: failedStep,
    failed: failedStep,
  },
};

const wayWithout =
  "Without a keychain, give the login as HALO_INSTANCE_URL, HALO_CLIENT_ID and HALO_CLIENT_SECRET in the assistant's own settings for halo-mcp";
