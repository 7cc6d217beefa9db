import { expect, test } from 'bun:test';
import { realpathSync } from 'node:fs';
import { findProgramOwner } from './program-owner.ts';

const on = (platform: NodeJS.Platform, environment: Readonly<Record<string, string>> = {}) => ({
  platform,
  homeFolder: '/home/dana',
  environment,
});

test('Homebrew and apps are told by their folders', async () => {
  const cellar = '/opt/homebrew/Cellar/halo-mcp/1.0.0/bin/halo-mcp';
  expect(await findProgramOwner(cellar, on('darwin'))).toBe('homebrew');
  expect(
    await findProgramOwner('/home/linuxbrew/.linuxbrew/Cellar/halo-mcp/1.0.0/bin/halo-mcp', on('linux')),
  ).toBe('homebrew');
  const app = '/Applications/Halo MCP.app/Contents/MacOS/halo-mcp';
  expect(await findProgramOwner(app, on('darwin'))).toBe('mac app');
  expect(await findProgramOwner('/Users/dana/.local/bin/halo-mcp', on('darwin'))).toBe('nobody');
});

test('what is in Program Files belongs to the administrator', async () => {
  const windows = on('win32', { PROGRAMFILES: 'C:\\Program Files' });
  expect(await findProgramOwner('c:\\program files\\Halo MCP\\halo-mcp.exe', windows)).toBe(
    'windows administrator',
  );
  expect(await findProgramOwner('C:\\Program Files of mine\\halo-mcp.exe', windows)).toBe('nobody');
});

test.skipIf(!Bun.which('dpkg'))(
  "a package is asked for, and nobody else has a say in the system's folders",
  async () => {
    expect(await findProgramOwner(realpathSync('/usr/bin/dpkg'), on('linux'))).toBe('deb');
    expect(await findProgramOwner('/usr/bin/not-of-any-package', on('linux'))).toBe('system');
    expect(await findProgramOwner('/usr/local/bin/halo-mcp', on('linux'))).toBe('nobody');
  },
);
