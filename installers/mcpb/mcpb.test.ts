import { afterAll, describe, expect } from 'bun:test';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { root } from '../../scripts/checks.ts';
import { bundleExtension } from '../../scripts/release/extension-bundle.ts';
import { makeMcpb } from '../../scripts/release/mcpb.ts';
import { runCommand } from '../../scripts/release/run-command.ts';
import { prepareTrialRelease } from '../../scripts/release/trial-release.ts';
import { version } from '../../src/base/version.ts';
import { rewordForExtension } from '../../src/cli/extension-settings.ts';
import { startDemoHalo } from '../../src/demo/demo-halo.ts';
import { startEncryptedHalo } from '../../src/testing/encrypted-halo.ts';
import { findExampleCalls } from '../../src/testing/example-calls.ts';
import { getMcpb, getNode } from '../../src/testing/judges.ts';
import { needs } from '../../src/testing/needs.ts';
import { ask, call, connectToProgram } from '../../src/testing/program-client.ts';
import { startProxy } from '../../src/testing/proxy-server.ts';
import { testDay } from '../../src/testing/session.ts';
import { catalogue } from '../../src/tools/catalogue.ts';

const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-mcpb-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const test = await needs('zip', 'judges', 'openssl');
const unpacked = join(folder, 'unpacked');

const manifestSchema = z.object({
  version: z.string(),
  tools: z.array(z.object({ name: z.string() })),
  server: z.object({
    mcp_config: z.object({
      command: z.string(),
      args: z.array(z.string()),
      env: z.record(z.string(), z.string()),
    }),
  }),
});

test('the makers of the format accept it, and it names every tool', async () => {
  const { file } = await makeMcpb(await prepareTrialRelease(folder, { program: '' }));
  expect(basename(file)).toBe(`halo-mcp-${version}.mcpb`);
  await runCommand([...getMcpb(), 'unpack', file, unpacked]);
  const judged = await runCommand([...getMcpb(), 'validate', join(unpacked, 'manifest.json')]);
  expect(judged).toContain('Manifest schema validation passes!');
  const manifest = await readManifest();
  expect(manifest.version).toBe(version);
  expect(manifest.tools.map(({ name }) => name)).toEqual(catalogue.map(({ name }) => name));
}, 120_000);

test('two runs make the same file, whoever packs', async () => {
  const hashes: string[] = [];
  for (const umask of [0o022, 0o077]) {
    const usual = process.umask(umask);
    try {
      const release = await prepareTrialRelease(await mkdtemp(join(folder, 'run-')), { program: '' });
      const { file } = await makeMcpb(release);
      hashes.push(new Bun.CryptoHasher('sha256').update(await Bun.file(file).bytes()).digest('hex'));
    } finally {
      process.umask(usual);
    }
  }
  expect(hashes[0]).toBe(hashes[1] ?? '');
});

test('nothing is packed that would need Bun', async () => {
  for (const [line, found] of [
    ['setTimeout(() => Bun.sleepSync(1));', 'Bun.sleepSync'],
    ["import { dlopen } from 'bun:ffi';\nconsole.log(dlopen);", 'bun:ffi'],
  ] as const) {
    const entry = join(folder, 'entry.ts');
    await writeFile(entry, line);
    await expect(bundleExtension(entry)).rejects.toThrow(found);
  }
});

/** The Node of this machine, and a newer one. */
for (const node of ['node', getNode()]) {
  describe(`in ${node === 'node' ? "this machine's Node" : 'Node 22'}`, () => {
    test('every tool answers', async () => {
      const halo = await startDemoHalo({ date: testDay });
      try {
        await using session = await start(node, {
          address: halo.url,
          client_id: halo.clientId,
          client_secret: halo.clientSecret,
        });
        const { tools } = await session.client.listTools();
        expect(tools.map(({ name }) => name)).toEqual(catalogue.map(({ name }) => name));
        for (const { tool, args } of await findExampleCalls(session.client))
          expect(await ask(session.client, tool, args)).toMatch(/\w/);
        await session.client.close();
        expect(await session.program.exit).toMatchObject({ code: 0 });
      } finally {
        await halo.stop();
      }
    }, 60_000);

    test('through a company proxy with a password, with a company certificate', async () => {
      await using halo = await startEncryptedHalo(testDay);
      await using proxy = await startProxy({ leadsTo: halo.port, login: 'dana:p@ss' });
      const answer = await askForAgents(node, {
        address: halo.url,
        client_id: halo.demo.clientId,
        client_secret: halo.demo.clientSecret,
        proxy: proxy.url.replace('://', '://dana:p@ss@'),
        ca_file: halo.certificates.authorityFile,
      });
      expect(answer.text).toStartWith('agents 1–');
      expect(new Set(proxy.asked)).toEqual(new Set(['halo.test:443']));
    });

    test('what goes wrong is said in plain words, which lead to the settings in Claude', async () => {
      await using halo = await startEncryptedHalo(testDay);
      await using proxy = await startProxy({ leadsTo: halo.port, login: 'dana:p@ss' });
      await using openProxy = await startProxy({ leadsTo: halo.port });
      const closedPlace = await findClosedPlace();
      const login = {
        address: halo.url,
        client_id: halo.demo.clientId,
        client_secret: halo.demo.clientSecret,
        ca_file: halo.certificates.authorityFile,
      };
      const place = "in the extension's settings (Claude: Settings > Extensions > Halo PSA)";
      const cases: readonly (readonly [values: Values, words: readonly string[]])[] = [
        [{}, [`"Halo address", "Client ID", and "Client secret" are missing. Fill them in ${place}`]],
        [{ ...login, client_secret: '' }, [`"Client secret" is missing. Fill it in ${place}`]],
        [
          { ...login, client_secret: '__encrypted__:djEwAAAA' },
          [`"Client secret" still encrypted`, `Type it again ${place}`],
        ],
        [
          { ...login, address: halo.demo.url, client_secret: 'wrong' },
          ['Halo does not accept the client ID or client secret', `then give halo-mcp both ${place}`],
        ],
        [{ ...login, proxy: proxy.url }, ['wants a user name and password', place]],
        [
          { ...login, proxy: 'http://dana:topsecret@127.0.0.1:9' },
          ['The proxy 127.0.0.1:9 refuses connections'],
        ],
        [
          { ...login, proxy: openProxy.url, ca_file: '' },
          ['halo.test shows a certificate that this computer does not trust', place],
        ],
        [{ ...login, ca_file: '/nowhere.pem' }, ['The certificate file /nowhere.pem', place]],
        [login, ['No computer is known by the name halo.test']],
        [{ ...login, address: `https://${closedPlace}` }, [`${closedPlace} refuses connections`]],
        [{ ...login, address: 'nonsense' }, ['nonsense']],
      ];
      // Together, because some are tried again for some seconds.
      const answers = await Promise.all(cases.map(([values]) => askForAgents(node, values)));
      for (const [index, { isError, text }] of answers.entries()) {
        expect(isError).toBe(true);
        for (const part of cases[index]?.[1] ?? []) expect(text).toContain(part);
        expect(text).not.toMatch(/halo-mcp setup|topsecret|NODE_EXTRA_CA_CERTS/);
      }
    }, 120_000);
  });
}

test("what this computer's own store trusts is trusted, where Node can tell", async () => {
  await using halo = await startEncryptedHalo(testDay);
  await using proxy = await startProxy({ leadsTo: halo.port });
  const values = {
    address: halo.url,
    client_id: halo.demo.clientId,
    client_secret: halo.demo.clientSecret,
    proxy: proxy.url,
  };
  const answer = await askForAgents(getNode(), values, { SSL_CERT_FILE: halo.certificates.authorityFile });
  expect(answer.text).toStartWith('agents 1–');
});

test('no word of the program leads to a command, which the extension does not have', async () => {
  const sources = await runCommand([
    'grep',
    '-rhE',
    '--include=*.ts',
    '--exclude=*.test.ts',
    '"halo-mcp ',
    join(root, 'src/halo'),
    join(root, 'src/tools'),
    join(root, 'src/desktop/certificate-file.ts'),
  ]);
  const messages = sources.split('\n').filter((line) => line.includes('`'));
  expect(messages.length).toBeGreaterThan(4);
  expect(messages.map(rewordForExtension).filter((text) => text.includes('"halo-mcp '))).toEqual([]);
});

/** Where nobody listens. Not port 9, which Node asks nobody on. */
async function findClosedPlace(): Promise<string> {
  await using proxy = await startProxy({ leadsTo: 0 });
  return new URL(proxy.url).host;
}

async function askForAgents(node: string, values: Values, more: Readonly<Record<string, string>> = {}) {
  await using session = await start(node, values, more);
  return await call(session.client, 'list_agents');
}

/** What a person filled in, by the names of the manifest's fields. */
type Values = Readonly<Record<string, string>>;

/** As Claude Desktop does: what was not filled in stays as it stands in the manifest. */
async function start(node: string, values: Values, more: Readonly<Record<string, string>> = {}) {
  const { mcp_config } = (await readManifest()).server;
  expect(mcp_config.command).toBe('node');
  const fill = (text: string) =>
    text
      .replaceAll('${__dirname}', unpacked)
      .replaceAll(/\$\{user_config\.(\w+)\}/g, (placeholder, key: string) => values[key] ?? placeholder);
  const env = Object.fromEntries(Object.entries(mcp_config.env).map(([name, text]) => [name, fill(text)]));
  return connectToProgram({
    command: [node, ...mcp_config.args.map(fill)],
    env: { PATH: '/usr/bin:/bin', ...env, ...more },
  });
}

async function readManifest() {
  return manifestSchema.parse(JSON.parse(await readFile(join(unpacked, 'manifest.json'), 'utf8')));
}
