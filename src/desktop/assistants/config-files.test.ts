import { afterAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { checkConfigShape } from '../../testing/check-config-shape.ts';
import { homeFolderNames, listConfigShapes } from '../../testing/config-shapes.ts';
import { type ConfigFormat, setEntry } from './config-file.ts';
import { isRecord } from './entry-value.ts';

const root = mkdtempSync(join(tmpdir(), 'halo shapes '));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const now = new Date('2026-11-24T09:00:00Z');
const entry = {
  command: 'C:\\Program Files\\halo-mcp\\halo-mcp.exe',
  args: ['serve', '--profile', 'default'],
  env: { HALO_MCP_HOME: '/srv/halo “ö”' },
};
const formats: readonly ConfigFormat[] = [
  { kind: 'json', keyPath: ['mcpServers'] },
  { kind: 'jsonc', keyPath: ['context_servers'] },
  { kind: 'toml', keyPath: ['mcp_servers'] },
];

describe.each([...formats])('$kind', (format) => {
  const shapes = listConfigShapes(format);

  test('there are at least forty shapes', () => {
    expect(new Set(shapes.map(({ name }) => name)).size).toBe(shapes.length);
    expect(shapes.length).toBeGreaterThanOrEqual(40);
  });

  test.each(shapes.map((shape, index) => [shape.name, shape, index] as const))(
    '%s',
    async (_, shape, index) => {
      const home = homeFolderNames[index % homeFolderNames.length] ?? '';
      const path = join(root, format.kind, String(index), home, '.assistant', 'settings file');
      await checkConfigShape(shape, {
        path,
        format,
        set: () => setEntry(path, format, 'halo', entry, { now }),
        isRight: (value) =>
          isRecord(value) &&
          isDeepStrictEqual([value['command'], value['args']], [entry.command, entry.args]) &&
          isRecord(value['env']) &&
          value['env']['HALO_MCP_HOME'] === entry.env.HALO_MCP_HOME,
      });
    },
    30_000,
  );
});
