import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../../base/version.ts';
import { saveFile } from '../../desktop/save-file.ts';
import { writeStatus } from '../../screens/status-text.ts';
import { createBundle } from '../../setup/bundle.ts';
import type { Status } from '../../setup/status.ts';
import type { Command } from '../command.ts';
import { type ExitCode, exitCode, toExitCode } from '../exit-code.ts';
import { failInJson } from '../json-failure.ts';
import { lookAtStatus } from '../look-at-status.ts';
import { printLine, showsUnicode, type Terminal } from '../terminal.ts';
import { openWorkplace } from '../workplace.ts';

/** What is set up and whether it works, for support. */
export const status: Command = {
  help: `Usage: halo-mcp status [--profile NAME] [--json] [--bundle FILE]

Looks at everything and changes nothing: the login, whether Halo answers and what it lets us read, the keychain, each assistant,
the log.

  --profile NAME  Only this one of the Halos that are set up
  --json          For programs
  --bundle FILE   Write all that support needs into a file, without secrets or customers' data; "-" prints it

The exit code is 0 only if a question would be answered; otherwise 3 not set up, 4 Halo refuses, 5 Halo can't be reached,
6 the keychain, 1 anything else.`,
  run: (args, terminal) => failInJson(args, nothingSeen, terminal, () => run(args, terminal)),
};

/** What stands beside the error where nothing was looked at. */
const nothingSeen = {
  version,
  profiles: [],
  keychain: null,
  assistants: [],
  startAtLogin: null,
  updates: null,
  logFile: null,
  errors: [],
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...args],
    options: { profile: { type: 'string' }, json: { type: 'boolean' }, bundle: { type: 'string' } },
    strict: true,
  });
  const workplace = openWorkplace(terminal, { keychainWaitMs });
  const { found, error } = await lookAtStatus(workplace, values.profile, terminal.signal);
  terminal.signal.throwIfAborted();
  if (values.bundle !== undefined) {
    giveBundle(values.bundle, await createBundle(found, workplace), terminal);
  } else if (values.json === true) {
    printLine(terminal.output, JSON.stringify(found, undefined, 2));
  } else {
    const width = terminal.columns();
    const unicode = showsUnicode(terminal);
    printLine(terminal.output, writeStatus(found, { unicode, ...(width === undefined ? {} : { width }) }));
  }
  return error === undefined ? toStatusCode(found) : toExitCode(error);
}

/** A person waits for the status, which shows what a keychain waits for. */
const keychainWaitMs = 4_000;

function toStatusCode({ ok, profiles, keychain }: Status): ExitCode {
  if (ok) return exitCode.done;
  const worst = profiles.find(({ problem }) => problem !== null) ?? profiles[0];
  if (worst === undefined) return exitCode.notSetUp;
  if (!keychain.ok && worst.source === 'settings') return exitCode.keychain;
  if (!worst.halo.reachable) return exitCode.haloUnreachable;
  return worst.token.ok && worst.areas.some(({ access }) => access === 'failed')
    ? exitCode.failed
    : exitCode.haloRefused;
}

function giveBundle(file: string, text: string, terminal: Terminal): void {
  if (file === '-') {
    printLine(terminal.output, text);
    return;
  }
  const path = resolve(file);
  saveFile(path, `${text}\n`, new Date());
  printLine(
    terminal.output,
    `Written: ${path}. It holds no secrets and no customers' data; look through it, then send it to support`,
  );
}
