import { expect, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoHalo } from '../demo/demo-halo.ts';
import { signInToDemo } from '../testing/demo-sign-in.ts';
import { runProgram } from '../testing/program.ts';

const personProcess = join(import.meta.dirname, '..', 'testing', 'person-process.ts');

test('three processes share one refresh token that is good once, and none is ever signed out', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-token-'));
  const demo = startDemoHalo({ date: '2026-11-15', refreshLeewaySeconds: 0 });
  try {
    const tokenFile = join(folder, 'token');
    const first = await signInToDemo(demo);
    writeFileSync(tokenFile, first);
    const args = [personProcess, demo.url, demo.nativeClientId, tokenFile, '8'];
    const started = [1, 2, 3].map(() => runProgram({ command: [process.execPath], args }));
    for (const { output, errors, code } of await Promise.all(started)) {
      expect({ errors, code }).toEqual({ errors: '', code: 0 });
      expect(output).toBe('Rosalind Pemberton\n'.repeat(8));
    }
    const refreshes = demo.requests.filter(({ path }) => path === '/auth/token');
    expect(refreshes).toHaveLength(1 + 3 * 8); // the first was for the code
    expect(await readFile(tokenFile, 'utf8')).not.toBe(first);
  } finally {
    await demo.stop();
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);
