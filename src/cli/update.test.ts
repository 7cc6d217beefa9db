import { afterAll, beforeAll, expect } from 'bun:test';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Answer } from '../../installers/trial-install.ts';
import { getOwnTarget } from '../../scripts/targets.ts';
import { createCertificates } from '../testing/certificates.ts';
import { openDisposableSystem } from '../testing/disposable-system.ts';
import { needs } from '../testing/needs.ts';
import { runProgram, startProgram } from '../testing/program.ts';
import { ask, connectToProgram } from '../testing/program-client.ts';
import { startProxy } from '../testing/proxy-server.ts';
import { openTestTerminal } from '../testing/terminal.ts';
import { buildTrialProgram } from '../testing/trial-program.ts';
import {
  makeKey,
  openTrialReleases,
  placeProgram,
  type TrialPublication,
  type TrialReleases,
} from '../testing/trial-releases.ts';

const test = await needs('minisign');
const testInSystem = await needs('minisign', 'disposable system');
const testInTerminal = await needs('minisign', 'terminal');
const testThroughProxy = await needs('minisign', 'openssl');

const target = getOwnTarget();
const archive = `halo-mcp-2.0.0-${target.name}.tar.gz`;
const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-update-'));
let releases: TrialReleases | undefined;
/** Version 1.0.0, which knows where the releases are; and 2.0.0. */
let old: string;
let newer: string;

beforeAll(async () => {
  if (!Bun.which('minisign')) return;
  releases = await openTrialReleases(folder);
  const identity = { releaseAddress: `${releases.url}/newest`, minisignPublicKey: releases.publicKey };
  [old, newer] = await Promise.all([
    buildTrialProgram(folder, target, { version: '1.0.0', identity }),
    buildTrialProgram(folder, target, { version: '2.0.0' }),
  ]);
}, 120_000);
afterAll(async () => {
  await releases?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

test('a newer one is told of, and takes the place of the old one, which an assistant goes on using', async () => {
  await publish(
    { program: newer, notes: '# Halo MCP 2.0.0\n\n- Faster\n- Safer\u001b[31m\n\nCheck it\n' },
    callEncoded,
  );
  const program = await placeProgram(folder, old);
  const looked = await run(program, '--check');
  const found = 'halo-mcp 2.0.0 is there; this is 1.0.0\n\n- Faster\n- Safer [31m\n\n';
  expect(looked).toMatchObject({ errors: '', code: 0, output: `${found}To install it: halo-mcp update\n` });
  await using assistant = await connectToProgram({ command: [program], args: ['--demo'] });
  const updated = await run(program, '--yes');
  expect(updated).toMatchObject({
    errors: '',
    code: 0,
    output: `${found}${[
      `Fetching ${archive}`,
      'Trying the new program',
      `halo-mcp 2.0.0 is installed: ${program}`,
      'Assistants that are open, and the icon in the bar, still use 1.0.0: quit them and open them again',
    ].join('\n')}\n`,
  });
  expect(await askVersion(program)).toBe('2.0.0');
  expect((await stat(program)).mode & 0o777).toBe(0o755);
  expect(await readdir(dirname(program))).toEqual(['halo-mcp']);
  expect(await ask(assistant.client, 'list_agents')).toContain('agents 1–');
}, 60_000);

test('the same version is the newest, and for programs there is JSON', async () => {
  await publish({ program: await writeProgram('halo-mcp 1.0.0: '), version: '1.0.0' });
  const program = await placeProgram(folder, old);
  expect(await run(program, '--yes')).toMatchObject({ code: 0, output: 'halo-mcp 1.0.0 is the newest\n' });
  const found = { installed: '1.0.0', newest: '1.0.0', updated: false, advice: null };
  const { output } = await run(program, '--check', '--json');
  expect(JSON.parse(output)).toEqual({ ok: true, ...found, exitCode: 0 });
});

test('whatever is wrong with a release, the program of before stays alone, and the person hears why', async () => {
  const program = await placeProgram(folder, old);
  const before = await stat(program);
  const good = await writeProgram('halo-mcp 2.0.0: ');
  const stranger = (await makeKey(folder)).secretFile;
  const cases: readonly (readonly [release: Partial<TrialPublication>, answer: Answer, words: string])[] = [
    [{}, tamper(archive), `${archive} is not what the release holds: it is damaged, or somebody changed it`],
    [{}, cut({ 'content-length': 1_000_000 }), `${archive} did not arrive whole`],
    [{}, cut({}), `${archive} did not arrive whole`],
    [{}, announce(2_000_000), 'SHA256SUMS is larger than any release of halo-mcp'],
    [{}, refuse, 'does not give the file SHA256SUMS (it answered 503)'],
    [{}, tamper('SHA256SUMS'), unsigned],
    [{}, tamper('SHA256SUMS.minisig'), unsigned],
    [{ key: stranger }, leave, unsigned],
    [{ comment: 'halo-mcp 0.9.0' }, leave, 'is said to be 0.9.0, and this is 1.0.0 already'],
    [{ comment: 'other-program 2.0.0' }, leave, 'that of something else ("other-program 2.0.0")'],
    [
      { comment: 'halo-mcp 3.0.0' },
      leave,
      'halo-mcp 3.0.0 is there, but has no file for this kind of computer',
    ],
    [
      {},
      redirect('http://releases.test/SHA256SUMS'),
      'leads to http://releases.test, which is not encrypted',
    ],
    [{}, redirect('/newest/SHA256SUMS'), 'keeps redirecting to nowhere'],
    [{ program: await writeProgram('Bun 2.0.0: ') }, leave, 'instead of its name it said: Bun 2.0.0:'],
    [
      { program: await writeProgram('halo-mcp 1.9.9: ') },
      leave,
      'instead of its name it said: halo-mcp 1.9.9:',
    ],
    // One that something keeps from running only in its final place.
    [
      { program: await writeProgram('halo-mcp 2.0.0: ', '*/bin/halo-mcp') },
      leave,
      'it said nothing and ended with 9',
    ],
  ];
  for (const [release, answer, words] of cases) {
    await publish({ program: good, ...release }, answer);
    const seen = await run(program, '--yes');
    expect(seen.errors).toContain(words);
    expect(seen.code).toBe(1);
    expect(seen.output).not.toContain('is installed');
    expect(await readdir(dirname(program))).toEqual(['halo-mcp']);
    const { ino, mtimeMs, size } = await stat(program);
    expect({ ino, mtimeMs, size }).toEqual({ ino: before.ino, mtimeMs: before.mtimeMs, size: before.size });
  }
}, 60_000);

test('while one is at work another is refused, and Ctrl-C leaves nothing behind', async () => {
  const asked = Promise.withResolvers<void>();
  await publish({ program: await writeProgram('halo-mcp 2.0.0: ') }, (request, response) => {
    if (!request.url?.endsWith(archive)) return false;
    response.writeHead(200, { 'content-length': 1_000_000 }).write('a little');
    asked.resolve();
    return true;
  });
  const program = await placeProgram(folder, old);
  // What an update left that was killed goes with the next one.
  await mkdir(join(dirname(program), '.halo-mcp-update-killed'));
  await using first = await startProgram({ command: [program], args: ['update', '--yes'] });
  await asked.promise;
  const second = await run(program, '--yes');
  expect(second).toMatchObject({ code: 1 });
  expect(second.errors).toStartWith('Another update of halo-mcp is at work at the same moment');
  first.process.kill('SIGINT');
  expect((await first.exit).code).toBe(130);
  expect(first.errors()).toBe('Stopped before it was done\n');
  expect(await readdir(dirname(program))).toEqual(['halo-mcp']);
  expect(await askVersion(program)).toBe('1.0.0');
});

testInSystem(
  'a full disk and a folder that can only be read leave everything as it was',
  async () => {
    await publish({ program: newer });
    const program = await placeProgram(folder, old);
    await using system = await openDisposableSystem(folder);
    const readOnly = await system.run(program, 'update', '--yes');
    expect(readOnly.text).toContain('is on a disk that can only be read');
    expect(readOnly.code).toBe(1);
    await system.run('mkdir', '-p', '/opt/full');
    await system.run('mount', '-t', 'tmpfs', '-o', 'size=200m', 'none', '/opt/full');
    await system.run('cp', program, '/opt/full/halo-mcp');
    const full = await system.run('/opt/full/halo-mcp', 'update', '--yes');
    expect(full.text).toContain('The disk with /opt/full/halo-mcp is full, so the file was left as it was');
    expect(full.code).toBe(1);
    expect((await system.run('find', '/opt/full', '-mindepth', '1')).text).toBe('/opt/full/halo-mcp\n');
    expect((await system.run('/opt/full/halo-mcp', '--version')).text).toBe('1.0.0\n');
  },
  60_000,
);

testInSystem(
  'the people who manage a computer can switch it off, and what can not be read does too',
  async () => {
    await using system = await openDisposableSystem(folder);
    const policy = '/etc/halo-mcp/policy.json';
    const write = (text: string) =>
      system.run('sh', '-c', `mkdir -p /etc/halo-mcp; printf %s '${text}' >${policy}`);
    const asked = releases?.asked.length;
    for (const [text, words] of [
      ['{ "disableUpdate": true }', `does not update itself: disableUpdate is set in ${policy}`],
      ['{ "disableUpdate": "yes" }', `Whether halo-mcp may update itself can't be read from ${policy}`],
      ['{ disableUpdate', `Whether halo-mcp may update itself can't be read from ${policy}`],
    ] as const) {
      await write(text);
      for (const option of ['--yes', '--check']) {
        const seen = await system.run(old, 'update', option);
        expect(seen.text).toContain(words);
        expect(seen.code).toBe(1);
      }
      const { text: status } = await system.run(old, 'status', '--json');
      expect(JSON.parse(status).updates).toEqual({ allowed: false, problem: expect.stringContaining(words) });
    }
    expect(releases?.asked.length).toBe(asked);
    await write('{ "disableUpdate": false }');
    await publish({ program: await writeProgram('halo-mcp 1.0.0: '), version: '1.0.0' });
    expect((await system.run(old, 'update', '--check')).text).toBe('halo-mcp 1.0.0 is the newest\n');
  },
  60_000,
);

testThroughProxy(
  'through the stored proxy, to a server whose certificate only the stored authority vouches for',
  async () => {
    await publish({ program: await writeProgram('halo-mcp 2.0.0: ') });
    const host = 'releases.test';
    const { authorityFile, serverKey, serverCertificate } = createCertificates(folder, host);
    const server = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      tls: { key: serverKey, cert: serverCertificate },
      fetch: (request) => fetch(`${releases?.url}${new URL(request.url).pathname}`),
    });
    await using proxy = await startProxy({ leadsTo: server.port ?? 0 });
    const encrypted = await buildTrialProgram(folder, target, {
      version: '1.0.0',
      identity: { releaseAddress: `https://${host}/newest/`, minisignPublicKey: releases?.publicKey ?? null },
    });
    const program = await placeProgram(folder, encrypted);
    const HALO_MCP_HOME = await mkdtemp(join(folder, 'settings-'));
    const settings = { version: 1, proxy: proxy.url, caFile: authorityFile };
    await writeFile(join(HALO_MCP_HOME, 'settings.json'), JSON.stringify(settings));
    const command = { command: [program], args: ['update', '--yes'] };
    expect((await runProgram(command)).errors).toStartWith('No computer is known by the name releases.test');
    const env = { HALO_MCP_HOME };
    const wary = await runProgram({ ...command, env: { HTTPS_PROXY: proxy.url } });
    expect(wary.errors).toStartWith('releases.test shows a certificate that this computer does not trust');
    expect(await runProgram({ ...command, env })).toMatchObject({ errors: '', code: 0 });
    expect(new Set(proxy.asked)).toEqual(new Set([`${host}:443`]));
    await server.stop(true);
  },
  60_000,
);

testInTerminal('in a terminal it asks, shows how far it is, and ends at Ctrl-C', async () => {
  await publish({ program: await writeProgram('halo-mcp 2.0.0: ') }, (request, response) => {
    if (!request.url?.endsWith(archive)) return false;
    response.writeHead(200, { 'content-length': 40_000_000 }).write(Buffer.alloc(10_000_000));
    return true;
  });
  const program = await placeProgram(folder, old);
  const options = { command: [program, 'update'], env: { HOME: dirname(program), PATH: '/usr/bin:/bin' } };
  await using refusing = await openTestTerminal(options);
  await refusing.waitForQuestion('Install 2.0.0 now?');
  await refusing.press('n');
  await refusing.waitFor('Nothing was changed');
  expect(await refusing.waitForEnd()).toBe(0);
  await using stopping = await openTestTerminal(options);
  await stopping.waitForQuestion('Install 2.0.0 now?');
  await stopping.press('Enter');
  await stopping.waitFor(`Fetching ${archive}  25 % of 40 MB`);
  await stopping.press('C-c');
  expect(await stopping.waitForEnd()).toBe(130);
  expect(await askVersion(program)).toBe('1.0.0');
  expect((await readdir(dirname(program))).filter((name) => name.includes('halo-mcp'))).toEqual(['halo-mcp']);
});

test('where nobody can be asked it does nothing', async () => {
  const seen = await run(old);
  expect(seen).toMatchObject({ code: 2 });
  expect(seen.errors).toContain('Nobody can be asked here. Give --yes to update, or --check to look only');
});

test('a program whose makers named no place and no key refuses with a sentence', async () => {
  const { errors, code } = await runProgram({ args: ['update', '--check'] });
  expect(errors).toStartWith('This halo-mcp knows no place to look for releases');
  expect(code).toBe(1);
});

const unsigned = 'The list of releases is not signed by the makers of halo-mcp';

async function publish(release: Partial<TrialPublication>, answer: Answer = leave): Promise<void> {
  await releases?.publish({ version: '2.0.0', program: '', ...release });
  releases?.answer(answer);
}

function run(program: string, ...args: readonly string[]) {
  return runProgram({ command: [program], args: ['update', ...args] });
}

async function askVersion(program: string): Promise<string> {
  return (await runProgram({ command: [program], args: ['--version'] })).output.trim();
}

/** A program that only tells its name; and, where it lies in such a place, not even that. */
async function writeProgram(name: string, dumbAt = ''): Promise<string> {
  const file = join(await mkdtemp(join(folder, 'program-')), 'halo-mcp');
  const lines = ['#!/bin/sh', `case "$0" in ${dumbAt || "''"}) exit 9 ;; esac`, `echo "${name}a trial"`];
  await writeFile(file, `${lines.join('\n')}\n`);
  await chmod(file, 0o755);
  return file;
}

const leave: Answer = () => false;

const refuse: Answer = (_, response) => {
  response.writeHead(503).end('Come back later');
  return true;
};

function tamper(name: string): Answer {
  return (request, response) => {
    if (!request.url?.endsWith(`/${name}`)) return false;
    response.end('not what was published');
    return true;
  };
}

function cut(headers: Readonly<Record<string, number>>): Answer {
  return (request, response) => {
    if (!request.url?.endsWith(archive)) return false;
    response.writeHead(200, headers);
    response.write('a little', () => response.destroy());
    return true;
  };
}

function announce(bytes: number): Answer {
  return (_, response) => {
    response.writeHead(200, { 'content-length': bytes }).write('a little');
    return true;
  };
}

/** Some servers say of an archive that it is a compressed file, as if it should be unpacked on its way. */
const callEncoded: Answer = (request, response) => {
  if (request.url?.endsWith('.gz')) response.setHeader('content-encoding', 'gzip');
  return false;
};

function redirect(location: string): Answer {
  return (_, response) => {
    response.writeHead(302, { location }).end();
    return true;
  };
}
