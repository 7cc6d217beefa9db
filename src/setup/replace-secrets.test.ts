import { expect, test } from 'bun:test';
import { silentLog } from '../base/log.ts';
import { KeychainError } from '../desktop/keychain.ts';
import { createMemoryKeychain } from '../testing/memory-keychain.ts';
import { NotPutBackError, replaceSecrets } from './replace-secrets.ts';

const secrets = { 'default/client-id': 'new id', 'default/client-secret': 'new secret' };

test('what fails after the secrets puts them back as they were', async () => {
  const keychain = createMemoryKeychain();
  await keychain.write('default/client-id', 'old id');
  const failing = replaceSecrets(secrets, keychain, silentLog, async () => {
    throw new Error('the disk is full');
  });
  await expect(failing).rejects.toThrow('the disk is full');
  expect(await keychain.read('default/client-id')).toBe('old id');
  expect(await keychain.read('default/client-secret')).toBeUndefined();
});

test('a keychain that falls silent half-way is not said to be as it was', async () => {
  const memory = createMemoryKeychain();
  const silent = new KeychainError('silent', 'The keychain does not answer');
  const keychain = {
    ...memory,
    write: async (name: string, value: string) => {
      if (name === 'default/client-secret') throw silent;
      await memory.write(name, value);
    },
    remove: async () => {
      throw silent;
    },
  };
  const failing = replaceSecrets(secrets, keychain, silentLog, async () => undefined);
  await expect(failing).rejects.toThrow(NotPutBackError);
  await expect(failing).rejects.toThrow('The keychain does not answer. The keychain did not say whether');
});

test('a keychain that refuses at once has kept nothing', async () => {
  const refused = new KeychainError('locked', 'The keychain is locked');
  const refuse = async () => {
    throw refused;
  };
  const keychain = { read: async () => undefined, write: refuse, remove: refuse };
  const failing = replaceSecrets(secrets, keychain, silentLog, async () => undefined);
  await expect(failing).rejects.toBe(refused);
});
