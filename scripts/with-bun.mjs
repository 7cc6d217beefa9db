// Runs one of our scripts with the pinned Bun: node scripts/with-bun.mjs scripts/<name>.ts [arguments]
// Plain Node, so that a fresh clone needs nothing but Node and npm: what is missing is fetched first.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const bunVersion = manifest.devDependencies.bun;
// Not node_modules/.bin: that is a shell script or a shim, depending on the system; this file is the same on all.
const bun = join(root, 'node_modules', 'bun', 'bin', 'bun.exe');

checkNode();
const [script, ...scriptArguments] = process.argv.slice(2);
if (!script) stop('Name the script to run, such as: node scripts/with-bun.mjs scripts/build.ts');
installWhenStale();
run(resolve(root, script), scriptArguments);

function checkNode() {
  const oldest = Number(manifest.engines.node.replace(/\D/g, ''));
  if (Number(process.versions.node.split('.')[0]) >= oldest) return;
  stop(`This needs Node ${oldest} or newer, and this is Node ${process.versions.node}: install a newer one`);
}

function installWhenStale() {
  const stampFile = join(root, 'node_modules', '.installed');
  const wanted = describeWanted();
  if (existsSync(bun) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  console.error(`Fetching Bun ${bunVersion} and the libraries; this happens once`);
  const result = spawnSync('npx', ['-y', `bun@${bunVersion}`, 'install', '--frozen-lockfile'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32', // npx is a .cmd there, which only a shell can start
  });
  if (result.error || result.status !== 0 || !existsSync(bun)) stop(explainFailure(result));
  writeFileSync(stampFile, wanted);
}

/** What node_modules must have been made from, as a hash. */
function describeWanted() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const name of ['package.json', 'bun.lock']) hash.update(readFileSync(join(root, name)));
  return hash.digest('hex');
}

function explainFailure(result) {
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim();
  if (result.error?.code === 'ENOENT') return 'npx was not found: install npm, which comes with Node';
  const isNetwork =
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ConnectionRefused|FailedToOpenSocket/;
  if (isNetwork.test(output)) {
    return `Bun ${bunVersion} and the libraries could not be fetched, because the package registry does not answer: check the internet connection, or the proxy in npm's settings, and run this again`;
  }
  const lastLines = output.split('\n').slice(-15).join('\n');
  return `Fetching Bun ${bunVersion} and the libraries failed. What was said last:\n\n${lastLines}`;
}

function run(file, args) {
  // A .env in this folder is for the program; a test or a build must not change with it.
  const child = spawn(bun, ['--no-env-file', file, ...args], { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // In a terminal Ctrl+C reaches the child by itself; a second signal would cut short its tidying up.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  child.on('error', (error) =>
    stop(`Bun did not start (${error.message}): delete node_modules and run this again`),
  );
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
