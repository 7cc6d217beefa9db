import { expect, test } from 'bun:test';
import { assistantEnvironment } from './assistant-environment.ts';

test('a server gets a few variables of the system and those of its entry, nothing else', () => {
  const environment = {
    HOME: '/home/dana',
    PATH: '/usr/bin',
    TERM: '() { :; }',
    HTTPS_PROXY: 'http://proxy:8080',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus',
    HALO_CLIENT_SECRET: 'secret',
    USER: undefined,
  };
  expect(
    assistantEnvironment({ platform: 'linux', environment }, { HALO_MCP_HOME: '/srv', PATH: '/bin' }),
  ).toEqual({
    HOME: '/home/dana',
    PATH: '/bin',
    HALO_MCP_HOME: '/srv',
  });
});

test('on Windows names are the same in any case', () => {
  const environment = {
    Path: 'C:\\Windows',
    SystemRoot: 'C:\\Windows',
    'ProgramFiles(x86)': 'C:\\x86',
    HOME: 'x',
  };
  expect(assistantEnvironment({ platform: 'win32', environment }, { path: 'D:\\' })).toEqual({
    SystemRoot: 'C:\\Windows',
    'ProgramFiles(x86)': 'C:\\x86',
    path: 'D:\\',
  });
});
