import { afterAll, expect } from 'bun:test';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSigner } from '../../src/testing/code-signer.ts';
import { needs } from '../../src/testing/needs.ts';
import { findOtherProgram } from '../../src/testing/wine.ts';
import { withEnvironment } from '../../src/testing/with-environment.ts';
import { signAuthenticode } from './authenticode.ts';
import { runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'halo-mcp-authenticode-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const testSigning = await needs('openssl', 'osslsigncode', 'wine');
const testWithToken = await needs('openssl', 'osslsigncode', 'wine', 'token');

testSigning('without a key nothing is signed, and half a key is told', async () => {
  const file = copyProgram('unsigned.exe');
  const before = readFileSync(file);
  expect(await signAuthenticode(file, {})).toBe(false);
  await expect(signAuthenticode(file, { HALO_SIGN_WINDOWS_KEY: 'key.pem' })).rejects.toThrow('Give both');
  expect(readFileSync(file).equals(before)).toBe(true);
});

testWithToken('a key that never leaves its token signs, and one changed byte shows', async () => {
  const signer = await makeSigner(folder);
  const password = join(folder, 'pin');
  writeFileSync(password, '5678');
  const file = copyProgram('signed.exe');
  const isSigned = await withEnvironment(makeTokenPlace(), async () => {
    await fillToken(signer.env['HALO_SIGN_WINDOWS_KEY'] ?? '');
    return signAuthenticode(file, {
      ...signer.env,
      HALO_SIGN_WINDOWS_KEY: 'pkcs11:token=trial;object=signer;type=private',
      HALO_SIGN_WINDOWS_PKCS11_MODULE: '/usr/lib/softhsm/libsofthsm2.so',
      HALO_SIGN_WINDOWS_PASSWORD_FILE: password,
    });
  });
  expect(isSigned).toBe(true);
  expect(await signer.verify(file)).toBe(true);
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(0x500) ^ 1, 0x500);
  writeFileSync(file, bytes);
  expect(await signer.verify(file)).toBe(false);
});

function copyProgram(name: string): string {
  const file = join(folder, name);
  copyFileSync(findOtherProgram('hostname'), file);
  return file;
}

/** Tokens of a folder alone. */
function makeTokenPlace() {
  const tokens = join(folder, 'tokens');
  mkdirSync(tokens);
  const settings = join(folder, 'softhsm2.conf');
  writeFileSync(settings, `directories.tokendir = ${tokens}\nobjectstore.backend = file\n`);
  return { SOFTHSM2_CONF: settings };
}

async function fillToken(key: string): Promise<void> {
  const pins = ['--so-pin', '1234', '--pin', '5678'];
  await runCommand(['softhsm2-util', '--init-token', '--free', '--label', 'trial', ...pins]);
  const named = ['--token', 'trial', '--label', 'signer', '--id', '01', '--pin', '5678'];
  await runCommand(['softhsm2-util', '--import', key, ...named]);
}
