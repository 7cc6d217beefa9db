// Stores a profile with a client secret as set-up does, in a process of its own: the keyring is found by its C environment alone.
import { homedir } from 'node:os';
import { systemClock } from '../base/clock.ts';
import { silentLog } from '../base/log.ts';
import { openKeychain } from '../desktop/open-keychain.ts';
import { findPaths } from '../desktop/paths.ts';
import { saveProfile } from '../setup/profiles.ts';

const computer = { platform: process.platform, homeFolder: homedir(), environment: process.env };
const keychain = openKeychain(computer, { clock: systemClock, waitMs: 20_000 });
const [address = '', clientId = ''] = process.argv.slice(2);
const clientSecret = await Bun.stdin.text();
await saveProfile(
  { name: 'default', address, login: { kind: 'client-secret', clientId, clientSecret } },
  { paths: findPaths(computer), keychain, clock: systemClock, log: silentLog },
  AbortSignal.timeout(20_000),
);
process.exit(0);
