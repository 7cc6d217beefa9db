import { afterAll, expect } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Identity, identity } from '../src/release/identity.ts';
import { makeSigner } from '../src/testing/code-signer.ts';
import { needs } from '../src/testing/needs.ts';
import { withEnvironment } from '../src/testing/with-environment.ts';
import { makeRelease } from './release/make-release.ts';
import { runCommand } from './release/run-command.ts';
import { getOwnTarget, getTarget, type Target } from './targets.ts';

// Whoever makes a release may have the checkout anywhere.
const folder = mkdtempSync(join(tmpdir(), 'halo-mcp release é '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const testRelease = await needs('wine', 'nsis', 'msitools', 'osslsigncode', 'rpm', 'minisign', 'zip');

testRelease(
  'a release has a file for every system, tried and signed, and sums that are signed in its name',
  async () => {
    const keys = await makeMinisignKeys('keys');
    const signer = await makeSigner(folder);
    const place = join(folder, 'release');
    const { files, warnings } = await withEnvironment({ ...signer.env, ...keys.env }, () =>
      release(place, [getOwnTarget(), getTarget('windows-x64')], { minisignPublicKey: keys.publicKey }),
    );
    expect({ files, warnings }).toEqual({
      files: [
        'Dockerfile',
        'SHA256SUMS',
        'SHA256SUMS.minisig',
        'halo-mcp-1.2.3-1.x86_64.rpm',
        'halo-mcp-1.2.3-linux-x64.tar.gz',
        'halo-mcp-1.2.3-release-notes.md',
        'halo-mcp-1.2.3-sbom.cdx.json',
        'halo-mcp-1.2.3-windows-x64-machine.msi',
        'halo-mcp-1.2.3-windows-x64-user.msi',
        'halo-mcp-1.2.3-windows-x64.exe',
        'halo-mcp-1.2.3-windows-x64.zip',
        'halo-mcp-1.2.3.mcpb',
        'halo-mcp_1.2.3_amd64.deb',
        'install.sh',
      ],
      warnings: [
        'src/release/identity.json leaves open: publisher, contact, repository, releaseAddress',
        'No manifests for winget: src/release/identity.json names no publisher or no release address',
      ],
    });
    expect(await signer.verify(join(place, 'halo-mcp-1.2.3-windows-x64.exe'))).toBe(true);
    const notes = readFileSync(join(place, 'halo-mcp-1.2.3-release-notes.md'), 'utf8');
    const named = [...notes.matchAll(/`(halo-mcp[-_]\S+)`/g)].map(([, name = '']) => name);
    const own = named.filter((name) => !/darwin|arm64|aarch64/.test(name));
    expect(own).toHaveLength(5);
    expect(files).toEqual(expect.arrayContaining(own));
    const checked = await runCommand(['sh', '-c', 'cd "$0" && sha256sum --check SHA256SUMS', place]);
    expect(checked.match(/: OK$/gm)).toHaveLength(files.length - 2);
    const sums = join(place, 'SHA256SUMS');
    const verified = await runCommand(['minisign', '-V', '-P', keys.publicKey, '-m', sums]);
    expect(verified).toContain('Trusted comment: halo-mcp 1.2.3');
    expect(readFileSync(join(place, 'install.sh'), 'utf8')).toContain(`public_key='${keys.publicKey}'`);
  },
  180_000,
);

testRelease('without keys it says what is unsigned, and it is the same to the byte again', async () => {
  const places = [join(folder, 'first'), join(folder, 'second')] as const;
  for (const place of places)
    expect((await release(place, [])).warnings).toEqual([
      'UNSIGNED: SHA256SUMS',
      'src/release/identity.json leaves open: publisher, contact, repository, releaseAddress, minisignPublicKey',
    ]);
  const [first, second] = places.map((place) => readFileSync(join(place, 'SHA256SUMS'), 'utf8'));
  expect(first).toBe(second);
  expect(first).toContain('install.sh');
});

testRelease(
  'a key that no program out there believes makes no release, and the one of before stays',
  async () => {
    const place = join(folder, 'kept');
    await release(place, []);
    const before = readFileSync(join(place, 'SHA256SUMS'), 'utf8');
    const [known, other] = [await makeMinisignKeys('known'), await makeMinisignKeys('other')];
    const attempt = withEnvironment(other.env, () =>
      release(place, [], { minisignPublicKey: known.publicKey, publisher: 'Somebody' }),
    );
    await expect(attempt).rejects.toThrow('minisign -V');
    expect(readFileSync(join(place, 'SHA256SUMS'), 'utf8')).toBe(before);
  },
);

function release(place: string, targets: readonly Target[], own: Partial<Identity> = {}) {
  return makeRelease({
    version: '1.2.3',
    identity: { ...identity, ...own },
    builtAtSeconds: 1_700_000_000,
    targets,
    isFast: true,
    folder: place,
    tell: () => undefined,
  });
}

async function makeMinisignKeys(name: string) {
  const [secretKey, publicKey] = [join(folder, `${name}.key`), join(folder, `${name}.pub`)];
  await runCommand(['minisign', '-G', '-W', '-s', secretKey, '-p', publicKey]);
  return {
    publicKey: readFileSync(publicKey, 'utf8').trim().split('\n').at(-1) ?? '',
    env: { HALO_SIGN_MINISIGN_KEY: secretKey },
  };
}
