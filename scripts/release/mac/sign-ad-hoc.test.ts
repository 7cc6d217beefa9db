import { afterAll, describe, expect } from 'bun:test';
import { cp, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMacSignature } from '../../../src/testing/mac-signature.ts';
import { needs } from '../../../src/testing/needs.ts';
import { buildExecutable } from '../../build.ts';
import { getTarget } from '../../targets.ts';
import { unpackRuntime } from '../unpack-runtime.ts';

const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-mac-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const test = await needs('registry');

for (const processor of ['x64', 'arm64']) {
  const target = getTarget(`darwin-${processor}`);

  describe(`an executable for macOS on ${processor}`, () => {
    const executable = join(folder, processor, target.executable);

    test('is signed ad hoc, on every page, under its own name', async () => {
      await buildExecutable(target, executable);
      const { problems, entitlements, ...facts } = readMacSignature(executable);
      expect(problems).toEqual([]);
      expect(facts).toEqual({ processor, identifier: 'halo-mcp', isAdHoc: true });
      expect(entitlements).toContain('<key>com.apple.security.cs.allow-jit</key>\n\t<true/>');
    }, 120_000);

    test('one changed bit is found, wherever it is', async () => {
      const { size } = Bun.file(executable);
      // The head, code, what Bun appended, and the list of hashes itself.
      for (const [place, problem] of [
        [40, 'page 0 has changed'],
        [Math.floor(size / 3), `page ${Math.floor(Math.floor(size / 3) / 4096)} has changed`],
        [size - 2_000_000, `page ${Math.floor((size - 2_000_000) / 4096)} has changed`],
        [size - 400_000, /^page \d+ has changed$/],
      ] as const) {
        const changed = join(folder, 'changed');
        await cp(executable, changed);
        await flipBit(changed, place);
        expect(readMacSignature(changed).problems).toEqual([
          typeof problem === 'string' ? problem : expect.stringMatching(problem),
        ]);
      }
    }, 60_000);

    test("what finds it finds nothing in Apple's own signature, on the Bun that this was built from", async () => {
      const runtime = await unpackRuntime(target.runtime, join(folder, `runtime-${processor}`));
      const { problems, ...facts } = readMacSignature(runtime);
      expect(problems).toEqual([]);
      expect(facts).toMatchObject({ processor, identifier: 'bun', isAdHoc: false });
    }, 60_000);
  });
}

async function flipBit(path: string, place: number): Promise<void> {
  const file = await open(path, 'r+');
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, place);
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, place);
  await file.close();
}
