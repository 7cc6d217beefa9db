import { describe, expect } from 'bun:test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type EncryptedHalo, startEncryptedHalo } from '../testing/encrypted-halo.ts';
import { needs } from '../testing/needs.ts';
import { getExecutable } from '../testing/program.ts';
import { call, connectToProgram } from '../testing/program-client.ts';
import { startProxy } from '../testing/proxy-server.ts';
import { testDay } from '../testing/session.ts';

const test = await needs('openssl');
const testWithMounts = await needs('openssl', 'own mounts');

/** Asks the compiled program for the agents, and gives what it answered. */
async function askForAgents(
  halo: EncryptedHalo,
  env: Readonly<Record<string, string>>,
  settings?: Readonly<Record<string, unknown>>,
  command?: readonly string[],
) {
  const login = {
    HALO_INSTANCE_URL: halo.url,
    HALO_CLIENT_ID: halo.demo.clientId,
    HALO_CLIENT_SECRET: halo.demo.clientSecret,
  };
  const folder = join(halo.certificates.authorityFile, '..', 'settings');
  if (settings !== undefined) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, ...settings }));
  }
  await using session = await connectToProgram({
    env: { ...login, HALO_MCP_HOME: folder, ...env },
    ...(command === undefined ? {} : { command }),
  });
  return await call(session.client, 'list_agents');
}

describe('through a company proxy, with a company certificate', () => {
  test('both named in the environment', async () => {
    await using halo = await startEncryptedHalo(testDay);
    await using proxy = await startProxy({ leadsTo: halo.port });
    const answer = await askForAgents(halo, {
      HTTPS_PROXY: proxy.url,
      NODE_EXTRA_CA_CERTS: halo.certificates.authorityFile,
    });
    expect(answer.text).toStartWith('agents 1–');
    expect(new Set(proxy.asked)).toEqual(new Set(['halo.test:443']));
  });

  test('both named in the settings file, since assistants pass no environment on', async () => {
    await using halo = await startEncryptedHalo(testDay);
    await using proxy = await startProxy({ leadsTo: halo.port });
    const answer = await askForAgents(
      halo,
      {},
      { proxy: proxy.url, caFile: `../${basename(halo.certificates.authorityFile)}` },
    );
    expect(answer.text).toStartWith('agents 1–');
    expect(proxy.asked.length).toBeGreaterThan(0);
  });

  testWithMounts("the certificate in the system's own store", async () => {
    await using halo = await startEncryptedHalo(testDay);
    await using proxy = await startProxy({ leadsTo: halo.port });
    const store = '/etc/ssl/certs/ca-certificates.crt';
    const changed = join(halo.certificates.authorityFile, '..', 'store.crt');
    writeFileSync(
      changed,
      `${readFileSync(store, 'utf8')}\n${readFileSync(halo.certificates.authorityFile, 'utf8')}`,
    );
    const inChangedSystem = [
      'unshare',
      '--mount',
      'sh',
      '-c',
      `mount --bind "${changed}" ${store} && exec "$0"`,
      await getExecutable(),
    ];
    const answer = await askForAgents(
      halo,
      { HTTPS_PROXY: proxy.url, PATH: '/usr/bin:/bin' },
      undefined,
      inChangedSystem,
    );
    expect(answer.text).toStartWith('agents 1–');
  });

  for (const [how, written] of [
    ['escaped', 'dana:p%40ss%20%231%2F2%25'],
    ['as it is', 'dana:p@ss #1/2%'],
  ]) {
    test(`with a user name and password in its address, ${how}`, async () => {
      await using halo = await startEncryptedHalo(testDay);
      await using proxy = await startProxy({ leadsTo: halo.port, login: 'dana:p@ss #1/2%' });
      const answer = await askForAgents(halo, {
        HTTPS_PROXY: proxy.url.replace('://', `://${written}@`),
        NODE_EXTRA_CA_CERTS: halo.certificates.authorityFile,
      });
      expect(answer.text).toStartWith('agents 1–');
    });
  }
});

describe('what goes wrong on the way is said in plain words', () => {
  test('a certificate nobody trusts', async () => {
    await using halo = await startEncryptedHalo(testDay);
    await using proxy = await startProxy({ leadsTo: halo.port });
    const answer = await askForAgents(halo, { HTTPS_PROXY: proxy.url });
    expect(answer).toEqual({
      isError: true,
      text: 'halo.test shows a certificate that this computer does not trust. If your company inspects encrypted traffic or Halo runs on your own server, save that certificate authority as a file and name it with "halo-mcp setup --ca-file PATH", or in NODE_EXTRA_CA_CERTS',
    });
  });

  test('a certificate nobody trusts, even where the environment asks to look away', async () => {
    await using halo = await startEncryptedHalo(testDay);
    await using proxy = await startProxy({ leadsTo: halo.port });
    const { text } = await askForAgents(halo, { HTTPS_PROXY: proxy.url, NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(text).toStartWith('halo.test shows a certificate that this computer does not trust');
  });

  test('a proxy that wants a password', async () => {
    await using halo = await startEncryptedHalo(testDay);
    await using proxy = await startProxy({ leadsTo: halo.port, login: 'dana:secret' });
    const { text } = await askForAgents(halo, { HTTPS_PROXY: proxy.url });
    expect(text).toContain(
      `The proxy ${new URL(proxy.url).host} wants a user name and password. Correct the proxy with "halo-mcp setup --proxy URL"`,
    );
  });

  test('a proxy that is not there, whose password is never shown', async () => {
    await using halo = await startEncryptedHalo(testDay);
    const { text } = await askForAgents(halo, { HTTPS_PROXY: 'http://dana:topsecret@127.0.0.1:9' });
    expect(text).toContain('The proxy 127.0.0.1:9 refuses connections');
    expect(text).not.toContain('topsecret');
  });

  test('a host that NO_PROXY sends past the proxy', async () => {
    await using halo = await startEncryptedHalo(testDay);
    await using proxy = await startProxy({ leadsTo: halo.port });
    const { text } = await askForAgents(halo, { HTTPS_PROXY: proxy.url, NO_PROXY: 'halo.test' });
    expect(text).toBe(
      "No computer is known by the name halo.test. Check Halo's address for a typing mistake, and that this computer is online",
    );
    expect(proxy.asked).toEqual([]);
  });

  test('a certificate file that is none', async () => {
    await using halo = await startEncryptedHalo(testDay);
    const { text } = await askForAgents(
      halo,
      {},
      { caFile: join(halo.certificates.authorityFile, '..', 'server.csr') },
    );
    expect(text).toContain('holds no certificate in PEM form');
  });
});

test('a Halo on this computer is never asked through a proxy', async () => {
  await using halo = await startEncryptedHalo(testDay);
  await using proxy = await startProxy({ leadsTo: halo.port });
  const env = {
    HALO_INSTANCE_URL: halo.demo.url,
    HTTPS_PROXY: proxy.url,
    HTTP_PROXY: proxy.url,
    http_proxy: proxy.url,
  };
  const answer = await askForAgents(halo, env);
  expect(answer.text).toStartWith('agents 1–');
  expect(proxy.asked).toEqual([]);
});
