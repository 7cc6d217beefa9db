import { afterAll, expect, test } from 'bun:test';
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeInstallScript } from '../scripts/release/install-script.ts';
import { linuxSources } from '../scripts/release/installed-files.ts';
import { runCommand } from '../scripts/release/run-command.ts';
import { makeTarball } from '../scripts/release/tarball.ts';
import { prepareTrialRelease } from '../scripts/release/trial-release.ts';
import { getOwnTarget } from '../scripts/targets.ts';
import { version } from '../src/base/version.ts';
import { openDisposableSystem } from '../src/testing/disposable-system.ts';
import { needs } from '../src/testing/needs.ts';
import { getExecutable } from '../src/testing/program.ts';
import {
  type Answer,
  chooseTools,
  install,
  installScript,
  listFiles,
  pretendTools,
  publishTrial,
  serveRelease,
  writeProgram,
  writeSums,
} from './trial-install.ts';

const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-install-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const good = publishTrial(join(folder, 'good'), 'halo-mcp', '2.0.0');

const testWithShells = await needs('shells');
const testWithSystem = await needs('disposable system');
const testSigned = await needs('minisign');
const target = getOwnTarget();
const archive = `halo-mcp-2.0.0-${target.name}.tar.gz`;

for (const shell of [['dash'], ['bash'], ['bash', '--posix'], ['busybox', 'sh']]) {
  testWithShells(
    `with ${shell.join(' ')}: fetched, checked, tried, installed, and removed again`,
    async () => {
      await using server = await serveRelease(await good);
      const home = await makeHome();
      const installed = await install(home, ['--from', server.url], { shell });
      expect(installed).toEqual({
        code: 0,
        errors: '',
        output: [
          `Fetching ${archive}`,
          'Unpacking halo-mcp 2.0.0',
          `halo-mcp 2.0.0 is installed: ${home}/.local/bin/halo-mcp`,
          `${home}/.local/bin is not on your PATH, so type the whole name, or add it; assistants find the program without it`,
          '',
          `Next:  "${home}/.local/bin/halo-mcp" settings   opens the set-up in your browser`,
          `   or  "${home}/.local/bin/halo-mcp" setup      asks the same here`,
          '',
        ].join('\n'),
      });
      expect(await listFiles(home)).toEqual(['.local/bin/halo-mcp']);
      expect(server.asked).toEqual(['/SHA256SUMS', `/${archive}`]);
      const removed = await install(home, ['--uninstall'], { shell });
      expect(removed).toMatchObject({ code: 0, errors: '' });
      expect(removed.output).toEndWith(
        'is removed\nWhat you set up with it stays: logins in your keychain, entries in assistants, settings\n',
      );
      expect(await listFiles(home)).toEqual([]);
    },
  );
}

testWithShells('with the tools of busybox alone, on a system as small as that', async () => {
  await using server = await serveRelease(await good);
  const home = await makeHome();
  const tools = 'cut env grep gzip id mkdir mktemp mv rm rmdir sed sha256sum tar tr uname wget'.split(' ');
  const PATH = await chooseTools(folder, 'busybox', tools);
  const seen = await install(home, ['--from', server.url], { shell: ['busybox', 'sh'], env: { PATH } });
  expect(seen).toMatchObject({ code: 0, errors: '' });
  expect(await listFiles(home)).toEqual(['.local/bin/halo-mcp']);
});

test('every failed way leaves the program of before alone and says what happened', async () => {
  const stranger = await publishTrial(join(folder, 'stranger'), 'Bun', '2.0.0');
  const empty = await mkdtemp(join(folder, 'empty-'));
  const cases: readonly (readonly [from: string, answer: Answer | undefined, words: string])[] = [
    [await good, tamper, 'What arrived is not what the release holds: it is damaged, or somebody changed it'],
    [await good, cut, 'It did not arrive whole'],
    [await good, refuse(archive), 'It did not arrive whole'],
    [await good, refuse('SHA256SUMS'), 'The list of sums (SHA256SUMS) could not be had'],
    [await good, answerAllWithPage, `There is no halo-mcp for ${target.name} at http://`],
    [empty, undefined, 'The list of sums (SHA256SUMS) could not be had'],
    [
      stranger,
      undefined,
      'The program does not run on this computer. Nothing was changed. Instead of its name it said: Bun 2.0.0: a trial',
    ],
  ];
  for (const [from, answer, words] of cases) {
    await using server = await serveRelease(from, answer);
    const home = await makeHome('1.0.0');
    const before = await readFile(join(home, '.local/bin/halo-mcp'));
    const seen = await install(home, ['--from', server.url]);
    expect(seen.errors).toContain(words);
    expect(seen.errors).toMatch(/nothing was changed/i);
    expect(seen.code).toBe(1);
    expect(seen.output).not.toContain('is installed');
    expect(await listFiles(home)).toEqual(['.local/bin/halo-mcp']);
    expect(await readFile(join(home, '.local/bin/halo-mcp'))).toEqual(before);
  }
});

test('a file that is not in the folder is named, also one that Safari has unpacked', async () => {
  const home = await makeHome();
  const place = await mkdtemp(join(folder, 'downloads '));
  expect((await install(home, ['--from', place])).errors).toStartWith(
    `halo-mcp: SHA256SUMS is not in ${place}. Nothing was changed.`,
  );
  await copyFile(join(await good, 'SHA256SUMS'), join(place, 'SHA256SUMS'));
  expect((await install(home, ['--from', place])).errors).toStartWith(
    `halo-mcp: ${archive} is not in ${place}.`,
  );
  await writeFile(join(place, archive.replace(/\.gz$/, '')), 'unpacked');
  expect(await install(home, ['--from', place])).toMatchObject({
    code: 1,
    errors: expect.stringContaining(`Your browser has unpacked ${archive} into`),
  });
  expect(await listFiles(home)).toEqual([]);
});

test('two runs make the same archives', async () => {
  const again = await publishTrial(join(folder, 'again'), 'halo-mcp', '2.0.0');
  const [first, second] = [join(await good, 'SHA256SUMS'), join(again, 'SHA256SUMS')];
  expect(await readFile(second, 'utf8')).toBe(await readFile(first, 'utf8'));
});

test('Ctrl-C in a download leaves everything as it was', async () => {
  for (const before of ['1.0.0', undefined]) {
    const asked = Promise.withResolvers<void>();
    await using server = await serveRelease(await good, (request, response) => {
      if (!request.url?.endsWith(archive)) return false;
      response.writeHead(200, { 'content-length': 1_000_000 }).write('a little');
      asked.resolve();
      return true;
    });
    const home = await makeHome(before);
    const onStart = (group: number) => void asked.promise.then(() => process.kill(-group, 'SIGINT'));
    const seen = await install(home, ['--from', server.url], { onStart });
    expect(seen.code).toBe(130);
    expect(seen.output).not.toContain('is installed');
    expect(await listFiles(home)).toEqual(before === undefined ? [] : ['.local/bin/halo-mcp']);
  }
});

test('a copy of the script that was cut short does nothing', async () => {
  const whole = await readFile(installScript, 'utf8');
  const script = join(folder, 'cut.sh');
  for (let length = 0; length < whole.length - 10; length += 997) {
    await writeFile(script, whole.slice(0, length));
    const home = await makeHome();
    const seen = await install(home, ['--from', await good], { script });
    expect(seen.output).toBe('');
    expect(await readdir(home)).toEqual([]);
  }
});

test('computers that it can not run on are told so', async () => {
  const cases: readonly (readonly [tools: Readonly<Record<string, string>>, words: string])[] = [
    [{ uname: says('Linux', 'i686') }, 'This is a 32-bit system (i686)'],
    [{ uname: says('Linux', 'armv7l') }, 'This is a 32-bit system (armv7l)'],
    [
      { uname: says('Linux', 'aarch64'), getconf: says('32') },
      'This is a 32-bit system, though its processor could do more',
    ],
    [{ uname: says('Linux', 'riscv64') }, 'There is no halo-mcp for this kind of processor (riscv64)'],
    [{ uname: says('FreeBSD', 'amd64') }, 'there is none for FreeBSD'],
    [{ uname: says('MINGW64_NT-10.0', 'x86_64') }, 'For Windows there is an installer of its own'],
    [
      { getconf: 'exit 1', ldd: 'echo "musl libc (x86_64)" >&2; exit 1' },
      'This system is built on musl, as Alpine is',
    ],
    [
      { getconf: '[ "$1" = LONG_BIT ] && echo 64 || echo glibc 2.12' },
      "This system's C library is too old: glibc 2.12",
    ],
    [{ grep: 'exit 1' }, 'The processor of this computer is too old: halo-mcp needs SSE4.2'],
    [
      { uname: says('Darwin', 'arm64'), sw_vers: 'echo 12.7.6' },
      'This is macOS 12.7.6, and halo-mcp needs macOS 13 or newer',
    ],
  ];
  for (const [tools, words] of cases) {
    const home = await makeHome();
    const PATH = `${await pretendTools(folder, tools)}:/usr/bin:/bin`;
    const seen = await install(home, ['--from', await good], { env: { PATH } });
    expect(seen.errors).toContain(words);
    expect(seen).toMatchObject({ code: 1, output: '' });
    expect(await readdir(home)).toEqual([]);
  }
});

test('macOS gets its own program, by the processor that is really there', async () => {
  const cases = [
    ['arm64', '0', 'darwin-arm64'],
    ['x86_64', '0', 'darwin-x64'],
    ['x86_64', '1', 'darwin-arm64'], // a shell that is translated
  ];
  for (const [processor = '', translated = '', name] of cases) {
    const home = await makeHome();
    const mac = { uname: says('Darwin', processor), sysctl: `echo ${translated}`, sw_vers: 'echo 26.1' };
    const PATH = `${await pretendTools(folder, mac)}:/usr/bin:/bin`;
    const seen = await install(home, ['--from', await good, '--menu'], { env: { PATH } });
    expect(seen).toMatchObject({ code: 0, errors: '' });
    expect(seen.output).toContain(`Fetching halo-mcp-2.0.0-${name}.tar.gz`);
    expect(await listFiles(home)).toEqual(['.local/bin/halo-mcp']);
  }
});

test('the real program is installed over an older one, from a folder, and into the menu', async () => {
  const release = await prepareTrialRelease(folder, { program: await getExecutable() });
  const { file } = await makeTarball(release, target);
  await writeSums([file]);
  const home = await makeHome();
  const prefix = join(home, "it's a place");
  await mkdir(join(prefix, 'bin'), { recursive: true });
  await writeProgram(join(prefix, 'bin', 'halo-mcp'), 'halo-mcp 0.0.1: before');
  const env = { PATH: `${prefix}/bin:/usr/bin:/bin` };
  const seen = await install(home, ['--from', release.folder, '--prefix', prefix, '--menu'], { env });
  expect(seen).toMatchObject({ code: 0, errors: '' });
  expect(seen.output).toContain('Assistants that are open still use the old one');
  expect(await runCommand([join(prefix, 'bin', 'halo-mcp'), '--version'])).toBe(`${version}\n`);
  const [icon, entry] = ['icons/hicolor/scalable/apps/halo-mcp.svg', 'applications/halo-mcp.desktop'];
  expect(await listFiles(join(home, '.local/share'))).toEqual([entry, icon]);
  expect(await readFile(join(home, '.local/share', entry), 'utf8')).toContain(
    `\nExec="${prefix}/bin/halo-mcp" settings\nTryExec=${prefix}/bin/halo-mcp\n`,
  );
  expect(await install(home, ['--prefix', prefix, '--purge'], { env })).toMatchObject({
    code: 0,
    errors: '',
  });
  expect(await listFiles(home)).toEqual([]);
}, 60_000);

test('a menu that can not be written to does not undo the installation', async () => {
  const home = await makeHome();
  const env = { XDG_DATA_HOME: join(home, 'file') };
  await writeFile(env.XDG_DATA_HOME, '');
  const seen = await install(home, ['--from', await good, '--menu'], { env });
  expect(seen.code).toBe(0);
  if (process.platform === 'linux')
    expect(seen.output).toContain(`because ${env.XDG_DATA_HOME} can not be written to`);
});

test('--purge first takes the set-up back, and keeps the program where that fails', async () => {
  const home = await makeHome('1.0.0');
  expect(await install(home, ['--purge'])).toMatchObject({ code: 0, errors: '' });
  expect(await readFile(join(home, 'asked'), 'utf8')).toBe('uninstall --yes\n');
  const other = await makeHome();
  await mkdir(join(other, '.local/bin'), { recursive: true });
  await writeFile(join(other, '.local/bin/halo-mcp'), '#!/bin/sh\nexit 6\n', { mode: 0o755 });
  const refused = await install(other, ['--purge']);
  expect(refused.code).toBe(1);
  expect(refused.errors).toContain('Not all that was set up could be taken back, so the program stays');
  expect(await listFiles(other)).toEqual(['.local/bin/halo-mcp']);
});

test('without a place to download from it says so; the script of a release knows its place', async () => {
  const home = await makeHome();
  const seen = await install(home, []);
  expect(seen.errors).toBe(
    'halo-mcp: This install.sh knows no place to download from yet. Tell it where the files of the release lie: --from PLACE\n',
  );
  await using server = await serveRelease(await good, redirect);
  const identity = { releaseAddress: `${server.url}/newest` };
  const release = await prepareTrialRelease(join(folder, 'good'), { program: '', identity });
  const { file } = await makeInstallScript(release);
  const installed = await install(home, [], { script: file });
  expect(installed).toMatchObject({ code: 0, errors: '' });
  expect(server.asked).toContain(`/files/${archive}`);
});

testSigned('where minisign is installed, the list of sums has to be signed', async () => {
  const signed = await mkdtemp(join(folder, 'signed-'));
  await cp(await good, signed, { recursive: true });
  const [publicFile, secretFile] = [join(signed, 'key.pub'), join(signed, 'key')];
  await runCommand(['minisign', '-G', '-W', '-p', publicFile, '-s', secretFile]);
  await runCommand(['minisign', '-S', '-s', secretFile, '-m', join(signed, 'SHA256SUMS')]);
  const minisignPublicKey = (await readFile(publicFile, 'utf8')).split('\n')[1] ?? '';
  const release = await prepareTrialRelease(signed, { program: '', identity: { minisignPublicKey } });
  const { file: script } = await makeInstallScript(release);
  const home = await makeHome();
  expect(await install(home, ['--from', signed], { script })).toMatchObject({ code: 0, errors: '' });
  await writeFile(join(signed, 'SHA256SUMS'), `${await readFile(join(signed, 'SHA256SUMS'), 'utf8')}\n`);
  const changed = await install(await makeHome(), ['--from', signed], { script });
  expect(changed.errors).toContain('The list of sums is not signed by the makers of halo-mcp');
  await rm(join(signed, 'SHA256SUMS.minisig'));
  const unsigned = await install(await makeHome(), ['--from', signed], { script });
  expect(unsigned.errors).toContain('SHA256SUMS.minisig is not in ');
});

testWithSystem('a folder that can not be written to, or a disk that is full, is told of', async () => {
  const place = await mkdtemp(join(folder, 'place-'));
  const from = await good;
  await using system = await openDisposableSystem(folder);
  // The checkout may lie where the disposable system has a folder of its own.
  const script = join(folder, 'install.sh');
  await copyFile(installScript, script);
  const run = (...args: readonly string[]) => system.run('sh', script, '--from', from, ...args);
  expect(await run('--prefix', place)).toMatchObject({
    code: 1,
    text: expect.stringContaining(
      `Nothing can be written to ${place}/bin. Choose another folder: --prefix FOLDER`,
    ),
  });
  await system.run('mkdir', '-p', '/opt/full');
  await system.run('mount', '-t', 'tmpfs', '-o', 'size=24k', 'none', '/opt/full');
  const full = await run('--prefix', '/opt/full');
  expect(full.text).toMatch(/It (could not be unpacked; perhaps the disk is full|did not arrive whole)/);
  expect(full.code).toBe(1);
  expect((await system.run('find', '/opt/full', '-mindepth', '1')).text).toBe('');
});

test('a wrong option is explained, and --help tells all', async () => {
  const home = await makeHome();
  const wrong = await install(home, ['--colour']);
  expect(wrong).toEqual({
    code: 1,
    output: '',
    errors: 'halo-mcp: There is no option "--colour"; see --help\n',
  });
  expect((await install(home, ['--from'])).errors).toBe('halo-mcp: --from needs a value; see --help\n');
  const help = await install(home, ['--help']);
  for (const option of ['--from', '--prefix', '--menu', '--uninstall', '--purge'])
    expect(help.output).toContain(option);
});

testWithShells('shellcheck finds nothing in what people run as root, or from the web', async () => {
  const scripts = (await readdir(linuxSources)).filter((name) => name.endsWith('.sh'));
  await runCommand([
    'shellcheck',
    '--shell=sh',
    installScript,
    ...scripts.map((name) => join(linuxSources, name)),
  ]);
});

async function makeHome(installed?: string): Promise<string> {
  const home = await mkdtemp(join(folder, 'home-'));
  if (installed !== undefined) {
    await mkdir(join(home, '.local/bin'), { recursive: true });
    await writeProgram(join(home, '.local/bin/halo-mcp'), `halo-mcp ${installed}: before`);
  }
  return home;
}

/** For a tool that is asked for `-s`, else for something else. */
function says(first: string, second = first): string {
  return `[ "$1" = -s ] && echo "${first}" || echo "${second}"`;
}

function refuse(name: string): Answer {
  return (request, response) => {
    if (!request.url?.endsWith(name)) return false;
    response.writeHead(503).end('Come back later');
    return true;
  };
}

const tamper: Answer = (request, response) => {
  if (!request.url?.endsWith(archive)) return false;
  response.end('not what was published');
  return true;
};

const cut: Answer = (request, response) => {
  if (!request.url?.endsWith(archive)) return false;
  response.writeHead(200, { 'content-length': 1_000_000 });
  response.write('a little', () => response.destroy());
  return true;
};

/** As the network of a hotel does. */
const answerAllWithPage: Answer = (_, response) => {
  response.end('<html>Please sign in to the network</html>');
  return true;
};

const redirect: Answer = (request, response) => {
  if (!request.url?.startsWith('/newest/')) return false;
  response.writeHead(302, { location: request.url.replace('newest', 'files') }).end();
  return true;
};
