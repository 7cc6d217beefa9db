import { afterAll, beforeAll, expect, test } from 'bun:test';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs } from '../src/testing/needs.ts';
import { type Finished, runProgram, startProgram } from '../src/testing/program.ts';
import { root } from './checks.ts';

const node = Bun.which('node') ?? 'node';
const path = process.env['PATH'] ?? '';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "halo-mcp it's a clone "));
  await mkdir(join(folder, 'scripts'));
  for (const name of ['package.json', 'bun.lock', 'scripts/with-bun.mjs'])
    await cp(join(root, name), join(folder, name));
  await writeFile(join(folder, 'scripts/tell.ts'), tellingScript);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const tellingScript = `
const [task, ...rest] = Bun.argv.slice(2);
console.log(JSON.stringify({ bun: Bun.version, rest, cwd: process.cwd(), dotenv: process.env.FROM_DOTENV }));
if (task === 'fail') process.exit(7);
if (task === 'die') process.kill(process.pid, 'SIGKILL');
if (task === 'wait') {
  process.on('SIGTERM', () => process.exit(9));
  setInterval(() => {}, 1000);
  console.log('waiting');
}
`;

const fetching = 'Fetching Bun';

function runClone(args: readonly string[], env: Record<string, string> = {}): Promise<Finished> {
  const command = [node, join(folder, 'scripts/with-bun.mjs')];
  return runProgram({ command, args: ['scripts/tell.ts', ...args], env: { PATH: path, ...env } });
}

/** What a clone looks like that has been installed before; its Bun is ours. */
async function pretendInstalled(): Promise<void> {
  await rm(join(folder, 'node_modules'), { recursive: true, force: true });
  await mkdir(join(folder, 'node_modules/bun/bin'), { recursive: true });
  await symlink(process.execPath, join(folder, 'node_modules/bun/bin/bun.exe'));
  const wanted = new Bun.CryptoHasher('sha256').update(`${process.platform} ${process.arch}`);
  for (const name of ['package.json', 'bun.lock']) wanted.update(await Bun.file(join(folder, name)).bytes());
  await writeFile(join(folder, 'node_modules/.installed'), wanted.digest('hex'));
}

const testOnline = await needs('registry');

testOnline(
  'a fresh clone fetches Bun once, without a home or anything installed',
  async () => {
    const first = await runClone(['go', 'a b', "it's"]);
    expect(first).toMatchObject({ code: 0, errors: expect.stringContaining(fetching) });
    expect(JSON.parse(first.output)).toEqual({ bun: Bun.version, rest: ['a b', "it's"], cwd: folder });
    const second = await runClone(['go']);
    expect(second).toMatchObject({ code: 0, errors: '' });
  },
  120_000,
);

test('arguments, exit codes and signals pass through', async () => {
  await pretendInstalled();
  expect(await runClone(['fail'])).toMatchObject({ code: 7, errors: '' });
  expect(await runClone(['die'])).toMatchObject({ signal: 'SIGKILL' });
  await using waiting = await startProgram({
    command: [node, join(folder, 'scripts/with-bun.mjs'), 'scripts/tell.ts', 'wait'],
    env: { PATH: path },
  });
  await waiting.says('waiting');
  waiting.process.kill('SIGTERM');
  expect(await waiting.exit).toMatchObject({ code: 9 });
});

test('a .env in the folder changes nothing', async () => {
  await pretendInstalled();
  await writeFile(join(folder, '.env'), 'FROM_DOTENV=yes\n');
  const { output } = await runClone(['go']);
  await rm(join(folder, '.env'));
  expect(JSON.parse(output)).not.toHaveProperty('dotenv');
});

test('what is installed is fetched again when the lock file changed; offline it says so in plain words', async () => {
  await pretendInstalled();
  await writeFile(join(folder, 'node_modules/.installed'), 'from another lock file');
  const offline = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0' };
  const { code, errors } = await runClone(['go'], offline);
  expect(code).toBe(1);
  expect(errors).toContain(fetching);
  expect(errors).toContain('check the internet connection');
  expect(errors).not.toContain('    at ');
});

test('a Node that is too old is named', async () => {
  const pretendOld =
    'data:text/javascript,Object.defineProperty(process.versions, "node", { value: "18.19.0" })';
  const command = [node, '--import', pretendOld, join(folder, 'scripts/with-bun.mjs')];
  const { code, errors } = await runProgram({ command, args: ['scripts/tell.ts'] });
  expect({ code, errors }).toEqual({
    code: 1,
    errors: 'This needs Node 20 or newer, and this is Node 18.19.0: install a newer one\n',
  });
});
