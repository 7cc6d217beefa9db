import { afterAll, describe, expect } from 'bun:test';
import { appendFile, cp, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildExecutable } from '../../scripts/build.ts';
import { signExecutable } from '../../scripts/release/mac/sign-ad-hoc.ts';
import { makeMacApp } from '../../scripts/release/mac-app.ts';
import { runCommand } from '../../scripts/release/run-command.ts';
import { prepareTrialRelease } from '../../scripts/release/trial-release.ts';
import { unpackRuntime } from '../../scripts/release/unpack-runtime.ts';
import { getTarget } from '../../scripts/targets.ts';
import { version } from '../../src/base/version.ts';
import { readMacSignature } from '../../src/testing/mac-signature.ts';
import { needs } from '../../src/testing/needs.ts';

const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-macos-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const test = await needs('registry');
const testPacking = await needs('registry', 'zip');

for (const processor of ['x64', 'arm64']) {
  const target = getTarget(`darwin-${processor}`);

  describe(`the program for macOS on ${processor}`, () => {
    const program = join(folder, processor, target.executable);

    test('is signed ad hoc, on every page, under its own name', async () => {
      await buildExecutable(target, program);
      const { problems, entitlements, ...facts } = readMacSignature(program);
      expect(problems).toEqual([]);
      expect(facts).toEqual({ processor, identifier: 'halo-mcp', isAdHoc: true });
      const bytes = await readFile(program);
      expect(signExecutable(bytes).equals(bytes)).toBe(true); // so two builds are the same
      expect(entitlements).toContain('<key>com.apple.security.cs.allow-jit</key>\n\t<true/>');
    }, 120_000);

    test('one changed bit is found: in its head, in code, in what Bun appended, in the list of hashes', async () => {
      const { size } = Bun.file(program);
      const places = [40, Math.floor(size / 3), size - 2_000_000, size - 400_000];
      const changed = join(folder, 'changed');
      for (const [index, place] of places.entries()) {
        await cp(program, changed);
        await flipBit(changed, place);
        // The last place belongs to the hash of another page.
        const page = index === 3 ? '\\d+' : Math.floor(place / 4096);
        expect(readMacSignature(changed).problems).toEqual([
          expect.stringMatching(new RegExp(`^page ${page} has changed$`)),
        ]);
      }
    }, 60_000);

    test("what finds it finds nothing in Apple's own signature, on the Bun that this was built from", async () => {
      const runtime = await unpackRuntime(target.runtime, join(folder, `runtime-${processor}`));
      const { problems, ...facts } = readMacSignature(runtime);
      expect(problems).toEqual([]);
      expect(facts).toMatchObject({ processor, identifier: 'bun', isAdHoc: false });
    }, 60_000);

    const unpacked = join(folder, `unpacked-${processor}`);
    const app = join(unpacked, 'Halo MCP.app');
    const check = () => readMacSignature(join(app, 'Contents/MacOS/halo-mcp'), app);

    testPacking(
      'as an app vouches for every other file in it',
      async () => {
        const release = await prepareTrialRelease(folder, { program });
        const { file, isSigned } = await makeMacApp(release, target);
        expect([basename(file), isSigned]).toEqual([`halo-mcp-${version}-darwin-${processor}.zip`, false]);
        await runCommand(['unzip', '-q', file, '-d', unpacked]);
        expect(check()).toMatchObject({ problems: [], identifier: 'halo-mcp', isAdHoc: true });
        const files = await runCommand(['find', app, '-type', 'f', '-printf', '%m %P\n']);
        expect(files.trim().split('\n').sort()).toEqual([
          '644 Contents/Info.plist',
          '644 Contents/Resources/LICENSE.txt',
          '644 Contents/Resources/halo-mcp.icns',
          '644 Contents/Resources/third-party-licences.txt',
          '644 Contents/_CodeSignature/CodeResources',
          '755 Contents/MacOS/halo-mcp',
        ]);
      },
      60_000,
    );

    testPacking(
      'as an app is found out when a file changes, goes or is added',
      async () => {
        const cases: readonly (readonly [path: string, problem: string])[] = [
          ['Info.plist', 'part 1 has changed'],
          ['_CodeSignature/CodeResources', 'part 3 has changed'],
          ['Resources/LICENSE.txt', 'Resources/LICENSE.txt has changed'],
        ];
        for (const [name, problem] of cases) {
          const path = join(app, 'Contents', name);
          const before = await readFile(path);
          await appendFile(path, '\n');
          expect(check().problems).toEqual([problem]);
          await writeFile(path, before);
        }
        await rm(join(app, 'Contents/Resources/halo-mcp.icns'));
        await writeFile(join(app, 'Contents/Resources/stranger'), 'added');
        expect(check().problems).toEqual([
          'Resources/stranger has changed',
          'Resources/halo-mcp.icns is missing',
        ]);
      },
      60_000,
    );
  });
}

async function flipBit(path: string, place: number): Promise<void> {
  const file = await open(path, 'r+');
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, place);
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, place);
  await file.close();
}
