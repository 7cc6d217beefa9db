import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../scripts/judges');
const modules = join(folder, 'node_modules');

let preparing: Promise<string | undefined> | undefined;

/**
 * Fetches the programs of other people that judge our server, once, into a folder of their own.
 * Resolves to what went wrong, or to undefined.
 */
export function prepareJudges(): Promise<string | undefined> {
  preparing ??= install();
  return preparing;
}

/** The command that runs the MCP Inspector without its web page. */
export function getInspector(): readonly string[] {
  return [
    getNode(),
    join(modules, '@modelcontextprotocol/inspector/clients/launcher/build/index.js'),
    '--cli',
  ];
}

/** The command that runs the protocol's own conformance suite. */
export function getConformanceSuite(): readonly string[] {
  return [getNode(), join(modules, '@modelcontextprotocol/conformance/dist/index.js')];
}

/** The command of those who made the format of Claude Desktop's extensions. */
export function getMcpb(): readonly string[] {
  return [getNode(), join(modules, '@anthropic-ai/mcpb/dist/cli/cli.js')];
}

/** The folder of version 1 of the SDK, for a client that runs in a Node of its own. */
export const oldSdkFolder: string = join(modules, '@modelcontextprotocol/sdk');

/** The judges need Node 22, which the machine may not have. */
export function getNode(): string {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const candidates = [`node-${system}-${process.arch}`, `node-bin-${system}-${process.arch}`];
  const found = candidates.map((name) => join(modules, name, 'bin', 'node')).find(existsSync);
  return found ?? 'node';
}

async function install(): Promise<string | undefined> {
  // The installer sees at once when nothing is to be done.
  const child = Bun.spawn([process.execPath, 'install', '--frozen-lockfile'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  if ((await child.exited) === 0) return undefined;
  return `${output}${errors}`.match(/error: .*/)?.[0] ?? 'bun install failed';
}
