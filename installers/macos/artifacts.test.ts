import { afterAll, expect, test } from 'bun:test';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { makeHomebrewFormula } from '../../scripts/release/homebrew.ts';
import { signWithDeveloperId } from '../../scripts/release/mac/developer-id.ts';
import { makeMacApp } from '../../scripts/release/mac-app.ts';
import { makeMacPkg } from '../../scripts/release/mac-pkg.ts';
import { runCommand } from '../../scripts/release/run-command.ts';
import { makeTarball } from '../../scripts/release/tarball.ts';
import { prepareTrialRelease } from '../../scripts/release/trial-release.ts';
import { getTarget } from '../../scripts/targets.ts';
import { version } from '../../src/base/version.ts';
import { needs } from '../../src/testing/needs.ts';
import { withEnvironment } from '../../src/testing/with-environment.ts';
import { pretendTools } from '../trial-install.ts';

const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-macos-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const program = join(folder, 'program');
await writeFile(program, '#!/bin/sh\n');
const [arm64, x64] = [getTarget('darwin-arm64'), getTarget('darwin-x64')];
const testPacking = await needs('zip');

// What Apple's side of it would be can't be had here: these stand-ins note what they are asked, and no more.
const asked = join(folder, 'asked');
const tools = await pretendTools(folder, {
  rcodesign: `echo "rcodesign $*" >>${asked}`,
  productbuild: `echo "productbuild $*" >>${asked}; for file in "$@"; do :; done; : >"$file"`,
});
const keys = {
  HALO_SIGN_MAC_CERTIFICATE: '/keys/application.p12',
  HALO_SIGN_MAC_PASSWORD_FILE: '/keys/password',
  HALO_SIGN_MAC_NOTARY_KEY: '/keys/notary.json',
};
const installerKey = { HALO_SIGN_MAC_INSTALLER_CERTIFICATE: '/keys/installer.p12' };
const signing = (app: string) =>
  `rcodesign sign --p12-file /keys/application.p12 --p12-password-file /keys/password --for-notarization --code-signature-flags runtime --binary-identifier halo-mcp --entitlements-xml-path ${app}.entitlements.plist ${app}`;
const notarising = (path: string) =>
  `rcodesign notary-submit --api-key-file /keys/notary.json --staple ${path}`;

testPacking('with the keys of an Apple developer, the app is signed and notarised', async () => {
  const release = await prepareTrialRelease(folder, { program });
  const { isSigned } = await withTools(keys, () => makeMacApp(release, arm64));
  expect(isSigned).toBe(true);
  const app = join(release.workplace, 'app-darwin-arm64', 'Halo MCP.app');
  expect(await listAsked()).toEqual([signing(app), notarising(app)]);
});

test('the package for device management is made where its key and its tool are, and nowhere else', async () => {
  const release = await prepareTrialRelease(folder, { program });
  expect(await withTools(keys, () => makeMacPkg(release, arm64))).toBeUndefined();
  expect(await makeMacPkg(release, arm64)).toBeUndefined();
  expect(await listAsked()).toEqual([]);
  const made = await withTools({ ...keys, ...installerKey }, () => makeMacPkg(release, arm64));
  const app = join(release.workplace, 'pkg-darwin-arm64', 'Halo MCP.app');
  const file = join(release.folder, `halo-mcp-${version}-darwin-arm64.pkg`);
  expect(made).toEqual({ file, isSigned: true });
  expect(await listAsked()).toEqual([
    signing(app),
    notarising(app),
    `productbuild --identifier halo-mcp --version ${version} --component ${app} /Applications ${file}`,
    `rcodesign sign --p12-file /keys/installer.p12 --p12-password-file /keys/password ${file}`,
    notarising(file),
  ]);
});

test('a bare program is signed too, and only with all that it needs', async () => {
  expect(await withTools(keys, () => signWithDeveloperId(program))).toBe(true);
  expect(await listAsked()).toEqual([signing(program)]);
  expect(await signWithDeveloperId(program, {})).toBe(false);
  await expect(signWithDeveloperId(program, { ...keys, HALO_SIGN_MAC_NOTARY_KEY: '' })).rejects.toThrow(
    'Give HALO_SIGN_MAC_CERTIFICATE, HALO_SIGN_MAC_PASSWORD_FILE and HALO_SIGN_MAC_NOTARY_KEY together',
  );
});

testPacking('two runs make the same zip, whoever packs', async () => {
  const hashes: string[] = [];
  for (const umask of [0o022, 0o077]) {
    const usual = process.umask(umask);
    try {
      const release = await prepareTrialRelease(await mkdtemp(join(folder, 'run-')), { program });
      const { file } = await withTools(keys, () => makeMacApp(release, arm64));
      hashes.push(new Bun.CryptoHasher('sha256').update(await Bun.file(file).bytes()).digest('hex'));
    } finally {
      process.umask(usual);
    }
  }
  expect(hashes[0]).toBe(hashes[1] ?? '');
});

test('the formula for Homebrew names the archives of the release by their sums', async () => {
  const identity = { releaseAddress: 'https://halo-mcp.example/newest/' };
  const release = await prepareTrialRelease(folder, { program, version: '1.2.3', identity });
  const archives = [await makeTarball(release, x64), await makeTarball(release, arm64)];
  const formula = await makeHomebrewFormula(release, archives);
  expect(basename(formula?.file ?? '')).toBe('halo-mcp.rb');
  const text = await readFile(formula?.file ?? '', 'utf8');
  for (const [index, processor] of [
    [0, 'x64'],
    [1, 'arm64'],
  ] as const) {
    const file = archives[index]?.file ?? '';
    const [sum] = (await runCommand(['sha256sum', file])).split(' ');
    expect(text).toContain(
      `url "https://halo-mcp.example/newest/halo-mcp-1.2.3-darwin-${processor}.tar.gz"\n    sha256 "${sum}"`,
    );
    // What it installs is what the archive holds.
    const inside = (await runCommand(['tar', '-tzf', file])).replaceAll(/^[^/]+\//gm, '').split('\n');
    for (const path of ['bin/halo-mcp', 'share/man/man1/halo-mcp.1.gz', 'share/doc/halo-mcp/LICENSE'])
      expect(inside).toContain(path);
  }
});

test('no formula is written while nobody has decided where releases lie, or of a release without archives for macOS', async () => {
  const release = await prepareTrialRelease(folder, { program });
  const archives = [await makeTarball(release, x64), await makeTarball(release, arm64)];
  const write = (releaseAddress: string | null, count: number) =>
    makeHomebrewFormula(
      { ...release, identity: { ...release.identity, releaseAddress } },
      archives.slice(0, count),
    );
  expect(await write(null, 2)).toBeUndefined();
  expect(await write('https://halo-mcp.example', 1)).toBeUndefined();
  expect(await write('https://halo-mcp.example', 2)).toBeDefined();
});

function withTools<T>(env: Readonly<Record<string, string>>, run: () => Promise<T>): Promise<T> {
  const before = process.env['PATH'] ?? '';
  const result = withEnvironment({ ...env, PATH: `${tools}:${before}` }, run);
  return result.finally(() => {
    process.env['PATH'] = before;
  });
}

/** What the stand-ins were asked since the last time. */
async function listAsked(): Promise<readonly string[]> {
  const text = await readFile(asked, 'utf8').catch(() => '');
  await rm(asked, { force: true });
  return text.split('\n').slice(0, -1);
}
