import { describe, expect, test } from 'bun:test';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openTemporaryWorkplace, type TemporaryWorkplace } from '../testing/temporary-workplace.ts';
import { replaceProgram } from './replace-program.ts';

const signal = new AbortController().signal;

for (const [platform, name, left] of [
  ['linux', 'halo-mcp', ['halo-mcp']],
  ['win32', 'halo-mcp.exe', ['halo-mcp.exe', 'halo-mcp.old-1.exe']],
] as const) {
  // What an exchange consists of is the same on every disk; only Windows' own refusals are not met here.
  describe.skipIf(process.platform === 'win32')(`the way of ${platform}`, () => {
    test('the new one takes the place of the old one, and its permission', async () => {
      using workplace = openTemporaryWorkplace({ platform });
      const path = install(workplace, name);
      chmodSync(path, 0o750);
      await replaceProgram({ path, program: write('2.0.0'), version: '2.0.0' }, workplace.computer, signal);
      expect(readFileSync(path, 'utf8')).toContain('2.0.0');
      expect(statSync(path).mode & 0o777).toBe(0o750);
      expect(readdirSync(dirname(path)).sort()).toEqual([...left]);
    });

    test.each([
      ['does not run at all', Buffer.from('#!/nowhere\n'), "it can't be started (ENOENT)"],
      ['is of another version', write('1.9.9'), 'instead of its name it said: halo-mcp 1.9.9: a trial'],
      ['does not run in its final place', write('2.0.0', '*/place/halo-mcp*'), 'and ended with 9'],
    ])('one that %s leaves the old one as it was, and nothing else', async (_, program, words) => {
      using workplace = openTemporaryWorkplace({ platform });
      const path = install(workplace, name);
      const before = statSync(path).ino;
      const replacement = { path, program, version: '2.0.0' };
      await expect(replaceProgram(replacement, workplace.computer, signal)).rejects.toThrow(words);
      expect(statSync(path).ino).toBe(before);
      expect(readdirSync(dirname(path))).toEqual([name]);
    });

    test('whoever stops it while the new one is tried hears that, and keeps the old one', async () => {
      using workplace = openTemporaryWorkplace({ platform });
      const path = install(workplace, name);
      const stopping = new AbortController();
      const [started, end] = [join(workplace.home, 'started'), join(workplace.home, 'end')];
      const lines = [
        '#!/bin/sh',
        `: >"${started}"`,
        `while [ ! -e "${end}" ]; do sleep 0.05; done`,
        'exit 1',
      ];
      const replacement = { path, program: Buffer.from(`${lines.join('\n')}\n`), version: '2.0.0' };
      const replaced = replaceProgram(replacement, workplace.computer, stopping.signal);
      replaced.catch(() => undefined);
      for (let left = 500; left > 0 && !existsSync(started); left--) await Bun.sleep(20);
      stopping.abort(new Error('stopped'));
      workplace.write('end', '');
      await expect(replaced).rejects.toThrow('stopped');
      expect(readdirSync(dirname(path))).toEqual([name]);
    });

    test('whoever stops it before the exchange keeps the old one', async () => {
      using workplace = openTemporaryWorkplace({ platform });
      const path = install(workplace, name);
      const replacement = { path, program: write('2.0.0'), version: '2.0.0' };
      const stopped = AbortSignal.abort(new Error('stopped'));
      await expect(replaceProgram(replacement, workplace.computer, stopped)).rejects.toThrow('stopped');
      expect(readdirSync(dirname(path))).toEqual([name]);
      expect(readFileSync(path, 'utf8')).toContain('1.0.0');
    });
  });
}

function install(workplace: TemporaryWorkplace, name: string): string {
  const path = workplace.write(`place/${name}`, '#!/bin/sh\necho "halo-mcp 1.0.0: before"\n');
  chmodSync(path, 0o755);
  return path;
}

/** A program that only tells its name; and, where it lies in such a place, not even that. */
function write(version: string, dumbAt = "''"): Uint8Array {
  return Buffer.from(
    `#!/bin/sh\ncase "$0" in ${dumbAt}) exit 9 ;; esac\necho "halo-mcp ${version}: a trial"\n`,
  );
}
