import { expect, test } from 'bun:test';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { openTemporaryWorkplace } from '../testing/temporary-workplace.ts';
import { nameMovedProgram, removeMovedPrograms } from './moved-programs.ts';

test('a program is moved to a name that is free, and nothing but such names is removed', () => {
  using workplace = openTemporaryWorkplace();
  const program = workplace.write('place/halo-mcp.exe', '');
  expect(basename(nameMovedProgram(program))).toBe('halo-mcp.old-1.exe');
  const others = ['halo-mcp.old-.exe', 'halo-mcp.old-1.exe.txt', 'halo-mcp.exe', 'uninstall.exe'].sort();
  for (const name of ['halo-mcp.old-1.exe', 'Halo-MCP.old-2.EXE', ...others])
    workplace.write(`place/${name}`, '');
  expect(basename(nameMovedProgram(program))).toBe('halo-mcp.old-3.exe');
  removeMovedPrograms(program);
  expect(readdirSync(dirname(program)).sort()).toEqual(others);
  removeMovedPrograms(join(workplace.home, 'nowhere', 'halo-mcp.exe'));
});
