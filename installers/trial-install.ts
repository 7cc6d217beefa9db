import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { root } from '../scripts/checks.ts';
import { hashFile } from '../scripts/release/checksums.ts';
import { makeTarball } from '../scripts/release/tarball.ts';
import { prepareTrialRelease } from '../scripts/release/trial-release.ts';
import { getTarget } from '../scripts/targets.ts';

/** The script as it lies in the checkout. */
export const installScript: string = join(root, 'installers', 'install.sh');

export interface InstallOptions {
  readonly shell?: readonly string[];
  readonly script?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called when the script runs, with the number of its group of processes. */
  readonly onStart?: (group: number) => void;
}

/** Runs the script for the person whose home it is, who has hardly anything in their environment. */
export async function install(home: string, args: readonly string[], options: InstallOptions = {}) {
  const [shell = '', ...first] = options.shell ?? ['sh'];
  const child = spawn(Bun.which(shell) ?? shell, [...first, options.script ?? installScript, ...args], {
    env: { HOME: home, PATH: '/usr/bin:/bin', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  options.onStart?.(child.pid ?? 0);
  let [output, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, output, errors };
}

/** Puts archives for all systems and their sums into a folder. Their program is a few lines that tell this name. */
export async function publishTrial(folder: string, name: string, version: string): Promise<string> {
  const program = join(folder, 'program');
  await mkdir(folder, { recursive: true });
  await writeProgram(program, `${name} ${version}: a trial`);
  const release = await prepareTrialRelease(folder, { program, version });
  const files: string[] = [];
  for (const target of ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'])
    files.push((await makeTarball(release, getTarget(target))).file);
  await writeSums(files);
  return release.folder;
}

/** Writes `SHA256SUMS` beside the files. */
export async function writeSums(files: readonly string[]): Promise<void> {
  const lines = files.map(async (file) => `${await hashFile(file)}  ${basename(file)}\n`);
  await writeFile(join(dirname(files[0] ?? ''), 'SHA256SUMS'), (await Promise.all(lines)).join(''));
}

/** A program that tells its name, and on `uninstall` notes in the person's home that it was asked to. */
export async function writeProgram(file: string, name: string): Promise<void> {
  const lines = [
    '#!/bin/sh',
    `[ "$1" = --help ] && echo "${name}"`,
    '[ "$1" = uninstall ] && echo "$@" >"$HOME/asked"',
  ];
  await writeFile(file, `${lines.join('\n')}\nexit 0\n`);
  await chmod(file, 0o755);
}

/** A folder for PATH in which these tools say fixed things. */
export async function pretendTools(folder: string, tools: Readonly<Record<string, string>>): Promise<string> {
  const place = await mkdtemp(join(folder, 'tools-'));
  for (const [name, body] of Object.entries(tools)) {
    await writeFile(join(place, name), `#!/bin/sh\n${body}\n`);
    await chmod(join(place, name), 0o755);
  }
  return place;
}

/** A folder for PATH in which one program is all the tools there are. */
export async function chooseTools(
  folder: string,
  program: string,
  tools: readonly string[],
): Promise<string> {
  const place = await mkdtemp(join(folder, 'tools-'));
  for (const tool of tools) await symlink(Bun.which(program) ?? program, join(place, tool));
  return place;
}

/** What lies below a folder, without the folders themselves. */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort();
}

/** Answers a request in a way of its own; false leaves it to the server. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A place to download from. */
export interface ReleaseServer extends AsyncDisposable {
  readonly url: string;
  /** Every path that was asked for. */
  readonly asked: readonly string[];
}

/** Serves a folder on this computer. */
export async function serveRelease(folder: string, answer: Answer = () => false): Promise<ReleaseServer> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    asked.push(request.url ?? '');
    if (answer(request, response)) return;
    const file = Bun.file(join(folder, basename(request.url ?? '')));
    if (await file.exists()) response.end(await file.bytes());
    else response.writeHead(404).end('<html>Not here</html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
