import { describe, expect, test } from 'bun:test';
import { explainFault, findFault } from './keychain-fault.ts';

describe('the fault is told from the message', () => {
  test.each([
    ['Cannot create an item in a locked collection (code: 2)', 'locked'],
    ['The name org.freedesktop.secrets was not provided by any .service files (code: 2)', 'missing'],
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'missing'],
    ['Could not connect: No such file or directory (code: 1)', 'missing'],
    ['Address element “garbage” does not contain a colon (:) (code: 13)', 'missing'],
    [
      'Error spawning command line “dbus-launch --autolaunch=3d12 --close-stderr”: Child process exited with code 1 (code: 1)',
      'missing',
    ],
    ['libsecret not available', 'missing'],
    ['Timeout was reached (code: 24)', 'silent'],
    ['No space left on device (code: 0)', 'failed'],
  ] as const)('on Linux: %s', (message, fault) => {
    expect(findFault(message, 'linux')).toBe(fault);
  });

  test.each([
    ['darwin', 'User interaction is not allowed. (code: -25308)', 'locked'],
    ['darwin', 'Der Benutzer hat abgebrochen. (code: -128)', 'refused'],
    ['darwin', 'A default keychain could not be found. (code: -25307)', 'missing'],
    ['darwin', 'Something else (code: -1)', 'failed'],
    ['win32', 'Zugriff verweigert\r\n (code: 5)', 'refused'],
    ['win32', 'A specified logon session does not exist.\r\n (code: 1312)', 'missing'],
    ['win32', 'The stub received bad data.\r\n (code: 1783)', 'failed'],
  ] as const)('on %s, in any language: %s', (platform, message, fault) => {
    expect(findFault(message, platform)).toBe(fault);
  });
});

test('every fault is told apart, with the way without a keychain', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    const texts = (['locked', 'missing', 'refused', 'silent', 'failed'] as const).map((fault) =>
      explainFault(fault, platform),
    );
    expect(new Set(texts).size).toBe(5);
    for (const text of texts) expect(text).toContain('HALO_CLIENT_SECRET');
  }
});
