// Runs inside Wine, compiled: keeps values in this system's own keychain, and prints what it found as one line of JSON.
import { systemClock } from '../base/clock.ts';
import { openKeychain } from '../desktop/open-keychain.ts';

const computer = { platform: process.platform, homeFolder: 'C:\\users\\ann', environment: {} };
const keychain = openKeychain(computer, { clock: systemClock, waitMs: 20_000 });
const [action = '', ...names] = process.argv.slice(2);
/** Letters of one, two and four bytes; each name has a value of its own. */
const secretOf = (name: string) => `${name}: ${'aä😀'.repeat(name.startsWith('long') ? 900 : 5)}`;

const actions: Readonly<Record<string, (name: string) => Promise<unknown>>> = {
  write: (name) => keychain.write(name, secretOf(name)),
  /** Whether the value is there, whole; null where nothing is. */
  check: async (name) => {
    const stored = await keychain.read(name);
    return stored === undefined ? null : stored === secretOf(name);
  },
  remove: keychain.remove,
  /** Past what splits: how many bytes lie under that very name. */
  measure: async (name) => Buffer.byteLength((await Bun.secrets.get({ service: 'halo-mcp', name })) ?? ''),
};

const found: unknown[] = [];
for (const name of names) found.push((await actions[action]?.(name)) ?? null);
process.stdout.write(`${JSON.stringify(found)}\n`);
process.exit(0);
