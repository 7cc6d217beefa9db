import { expect, test } from 'bun:test';
import { commands } from '../../src/cli/commands.ts';
import { writeManPage } from './man-page.ts';

test('the manual page holds the help of every command, and nothing of it is taken for an instruction', async () => {
  const page = await writeManPage({ version: '1.2.3-beta.1', date: '2026-11-24' });
  const lines = page.split('\n');
  expect(lines[0]).toBe('.TH HALO\\-MCP 1 2026\\-11\\-24 "halo\\-mcp 1.2.3\\-beta.1"');
  const instructions = new Set(lines.filter((line) => /^[.']/.test(line)).map((line) => line.split(' ')[0]));
  expect([...instructions].sort()).toEqual(['.B', '.SH', '.SS', '.TH', '.TP', '.fi', '.nf']);
  const text = page.replace(/^\\&/gm, '').replaceAll('\\-', '-').replaceAll('\\e', '\\');
  for (const { load, summary } of commands) {
    expect(text).toContain(summary);
    expect(text).toContain((await load()).help);
  }
});
