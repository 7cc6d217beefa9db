import { describe, expect, test } from 'bun:test';
import { findPaths } from './paths.ts';

const find = (haloMcpHome: string | undefined, platform: NodeJS.Platform = 'linux') =>
  findPaths({ platform, homeFolder: '/home/dana', environment: { HALO_MCP_HOME: haloMcpHome } });

test('each system has its own places', () => {
  expect(find(undefined)).toEqual({
    settingsFile: '/home/dana/.config/halo-mcp/settings.json',
    logFile: '/home/dana/.local/state/halo-mcp/halo-mcp.log',
  });
  expect(find(undefined, 'darwin').logFile).toBe(
    '/home/dana/Library/Application Support/halo-mcp/halo-mcp.log',
  );
  expect(find(undefined, 'win32').settingsFile).toBe('/home/dana/.halo-mcp/settings.json');
});

describe('HALO_MCP_HOME', () => {
  test('holds everything', () => {
    expect(find('/srv/halo “ö” 🦉')).toEqual({
      settingsFile: '/srv/halo “ö” 🦉/settings.json',
      logFile: '/srv/halo “ö” 🦉/halo-mcp.log',
    });
  });

  test.each(['', '  '])('is not meant when it is %p', (blank) => {
    expect(find(blank)).toEqual(find(undefined));
  });

  test.each([
    ['halo files', '/home/dana/halo files/halo-mcp.log'],
    ['~/halo', '/home/dana/halo/halo-mcp.log'],
    ['~', '/home/dana/halo-mcp.log'],
    ['~old', '/home/dana/~old/halo-mcp.log'],
  ])('%p begins at the home folder, wherever the program is started', (given, logFile) => {
    expect(find(given).logFile).toBe(logFile);
  });
});
