import { expect, test } from 'bun:test';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInBrowser, sayToMac } from './open.ts';

test('macOS is told an address without an argument, and nothing in it ends the sentence', () => {
  const { command, input } = sayToMac('https://halo.example/?a="\\&b#token');
  expect(command.join(' ')).not.toContain('halo.example');
  expect(input).toBe('open location "https://halo.example/?a=\\"\\\\&b#token"\n');
});

test.skipIf(process.platform !== 'linux')(
  'the browser gets the whole address; where it fails that is said',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'halo-mcp-open-'));
    const helper = join(folder, 'xdg-open');
    const computer = {
      platform: 'linux' as const,
      homeFolder: folder,
      environment: { PATH: `${folder}:/usr/bin:/bin` },
    };
    try {
      await expect(
        openInBrowser('http://127.0.0.1:1/#t', { ...computer, environment: { PATH: folder } }),
      ).rejects.toThrow('http://127.0.0.1:1/#t could not be opened (ENOENT). Open it yourself');
      writeFileSync(helper, `#!/bin/sh\nprintf %s "$*" > ${folder}/opened\n`);
      chmodSync(helper, 0o755);
      await openInBrowser('http://127.0.0.1:1/#t', computer);
      expect(readFileSync(join(folder, 'opened'), 'utf8')).toBe('http://127.0.0.1:1/#t');
      await expect(openInBrowser('no address', computer)).rejects.toThrow();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
