import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../../base/errors.ts';
import { saveFile } from '../../desktop/save-file.ts';
import { readSettings } from '../../desktop/settings-file.ts';
import { writeStatus } from '../../screens/status-text.ts';
import { createBundle } from '../../setup/bundle.ts';
import { readStatus, type Status } from '../../setup/status.ts';
import type { Workplace } from '../../setup/workplace.ts';
import type { Command } from '../command.ts';
import { type ExitCode, exitCode, toExitCode } from '../exit-code.ts';
import { findLoginSource, readNetwork } from '../halo-settings.ts';
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
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: { profile: { type: 'string' }, json: { type: 'boolean' }, bundle: { type: 'string' } },
      strict: true,
    });
    const workplace = openWorkplace(terminal, { keychainWaitMs });
    const { found, code } = await look(workplace, values.profile, terminal.signal);
    if (values.bundle !== undefined) {
      giveBundle(values.bundle, await createBundle(found, workplace), terminal);
    } else if (values.json === true) {
      printLine(terminal.output, JSON.stringify(found, undefined, 2));
    } else {
      const width = terminal.columns();
      const unicode = showsUnicode(terminal);
      printLine(terminal.output, writeStatus(found, { unicode, ...(width === undefined ? {} : { width }) }));
    }
    return code;
  },
};

/** A person waits for the status, which shows what a keychain waits for. */
const keychainWaitMs = 4_000;

/** What keeps the server from starting a question, such as half a login in the environment, is part of what is found. */
async function look(
  workplace: Workplace,
  profile: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly found: Status; readonly code: ExitCode }> {
  const { environment } = workplace.computer;
  const source = await attempt(() => findLoginSource(environment, profile));
  const network = await attempt(() => readNetwork(workplace, readSettings(workplace.paths.settingsFile)));
  const login = source.value;
  const named = environment['HALO_PROFILE']?.trim() && login?.kind === 'profile' ? login.name : undefined;
  const seen = await readStatus(workplace, {
    environmentConnection: login?.kind === 'environment' ? login.connection : undefined,
    profile: profile ?? named,
    network: network.value ?? {},
    signal,
  });
  const error = source.error ?? network.error;
  if (error === undefined) return { found: seen, code: toStatusCode(seen) };
  const first = { time: null, message: error.message, tool: null, kind: null };
  const others = seen.errors.filter(({ message }) => message !== error.message);
  return { found: { ...seen, ok: false, errors: [first, ...others] }, code: toExitCode(error) };
}

type Attempt<T> =
  | { readonly value: T; readonly error?: undefined }
  | { readonly value?: undefined; readonly error: UserError };

async function attempt<T>(run: () => T | Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await run() };
  } catch (error) {
    if (error instanceof UserError) return { error };
    throw error;
  }
}

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
