import { expect, test } from 'bun:test';
import type { ProgramOwner } from '../desktop/program-owner.ts';
import { planUpdate } from './update-plan.ts';

const names = [
  'halo-mcp-2.0.0-1.aarch64.rpm',
  'halo-mcp-2.0.0-1.x86_64.rpm',
  'halo-mcp-2.0.0-darwin-arm64.tar.gz',
  'halo-mcp-2.0.0-darwin-arm64.zip',
  'halo-mcp-2.0.0-darwin-x64.zip',
  'halo-mcp-2.0.0-linux-x64.tar.gz',
  'halo-mcp-2.0.0-windows-arm64.zip',
  'halo-mcp-2.0.0-windows-x64-machine.msi',
  'halo-mcp-2.0.0-windows-x64-user.msi',
  'halo-mcp-2.0.0-windows-x64.exe',
  'halo-mcp_2.0.0_amd64.deb',
  'halo-mcp_2.0.0_arm64.deb',
];
const address = 'https://releases.example/newest';

function plan(owner: ProgramOwner, platform: NodeJS.Platform, arch = 'x64') {
  const list = { version: '2.0.0', files: new Map(names.map((name) => [name, `sum-of-${name}`])) };
  return planUpdate(owner, { list, address, kind: { platform, arch } });
}

test('a program that nothing else keeps is exchanged, by the file for its own computer', () => {
  const linux = { name: 'halo-mcp-2.0.0-linux-x64.tar.gz', isInstaller: false };
  expect(plan('nobody', 'linux')).toEqual(linux);
  const mac = { name: 'halo-mcp-2.0.0-darwin-arm64.tar.gz', isInstaller: false };
  expect(plan('nobody', 'darwin', 'arm64')).toEqual(mac);
  const windowsOnArm = { name: 'halo-mcp-2.0.0-windows-arm64.zip', isInstaller: false };
  expect(plan('nobody', 'win32', 'arm64')).toEqual(windowsOnArm);
  const windows = { name: 'halo-mcp-2.0.0-windows-x64.exe', isInstaller: true };
  expect(plan('windows installer', 'win32')).toEqual(windows);
  expect(() => plan('nobody', 'linux', 'riscv64')).toThrow(
    'no file for this kind of computer (linux-riscv64)',
  );
  expect(() => plan('windows installer', 'win32', 'arm64')).toThrow('(windows-arm64)');
});

test.each([
  [
    'deb',
    'linux',
    'arm64',
    [
      'It is installed as a package, so update the package. If it came from a repository, do that there; if it was a file:',
      '',
      '  curl -fLO https://releases.example/newest/halo-mcp_2.0.0_arm64.deb',
      '  echo "sum-of-halo-mcp_2.0.0_arm64.deb  halo-mcp_2.0.0_arm64.deb" | sha256sum --check && sudo apt install ./halo-mcp_2.0.0_arm64.deb',
    ].join('\n'),
  ],
  ['rpm', 'linux', 'x64', 'sudo dnf install ./halo-mcp-2.0.0-1.x86_64.rpm'],
  ['system', 'linux', 'x64', 'with the package manager, or the image, that it came with'],
  ['homebrew', 'darwin', 'arm64', '\n  brew upgrade halo-mcp'],
  ['mac app', 'darwin', 'arm64', '\n  https://releases.example/newest/halo-mcp-2.0.0-darwin-arm64.zip'],
  [
    'windows package',
    'win32',
    'x64',
    '\n  https://releases.example/newest/halo-mcp-2.0.0-windows-x64-user.msi',
  ],
  ['windows administrator', 'win32', 'x64', 'halo-mcp-2.0.0-windows-x64-machine.msi'],
  // For that processor there is an installer in place of the program alone.
  [
    'nobody',
    'win32',
    'x64',
    'Install it with https://releases.example/newest/halo-mcp-2.0.0-windows-x64.exe',
  ],
] as const)(
  'what came as %s is updated as that, and the person is told how',
  (owner, platform, arch, words) => {
    expect(plan(owner, platform, arch)).toEqual({ advice: expect.stringContaining(words) });
  },
);

test('where the release has no such file, the sentence alone stays', () => {
  expect(plan('mac app', 'darwin', 'ppc')).toEqual({
    advice: 'It is a part of an app, so quit the app and replace it by the new one',
  });
});
