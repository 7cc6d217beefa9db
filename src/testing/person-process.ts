import { readFileSync } from 'node:fs';
import { systemClock } from '../base/clock.ts';
import { withLock } from '../desktop/lock.ts';
import { replaceFile } from '../desktop/replace-file.ts';
import { createHaloClient } from '../halo/client.ts';
import { defaultScope } from '../halo/connection.ts';

// A process of a person who is signed in, for tests: `bun person-process.ts ADDRESS CLIENT-ID TOKEN-FILE QUESTIONS` asks who it is
// that many times, each time with a new access token, and prints the names.

const [address = '', clientId = '', tokenFile = '', questions = '1'] = process.argv.slice(2);

const refreshTokens = {
  read: async () => readFileSync(tokenFile, 'utf8'),
  write: async (token: string) => {
    const from = readFileSync(tokenFile);
    replaceFile({ path: tokenFile, from, to: Buffer.from(token), now: new Date() });
  },
  exclusively: <T>(run: () => Promise<T>, signal: AbortSignal) =>
    withLock(`${tokenFile}.lock`, run, { clock: systemClock, signal }),
};

for (let question = 0; question < Number(questions); question++) {
  const connection = { address, clientId, scope: defaultScope, refreshTokens };
  const halo = createHaloClient({ connection }).open({
    signal: new AbortController().signal,
    timeMs: 45_000,
  });
  process.stdout.write(`${(await halo.me()).name}\n`);
}
