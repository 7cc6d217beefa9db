import { parseArgs } from 'node:util';
import { UserError } from '../../base/errors.ts';
import { version } from '../../base/version.ts';
import { removeControls } from '../../screens/fit-text.ts';
import type { Command } from '../command.ts';
import { type ExitCode, exitCode, InterruptedError, UsageError } from '../exit-code.ts';
import { findUpdate, type NewerRelease } from '../find-update.ts';
import { installRelease } from '../install-release.ts';
import { failInJson } from '../json-failure.ts';
import { printLine, showsUnicode, type Terminal } from '../terminal.ts';
import { openWorkplace } from '../workplace.ts';

/** Brings a newer release, when a person asks for it and never otherwise. */
export const update: Command = {
  help: `Usage: halo-mcp update [--check] [--yes] [--json]

Looks for a newer release and, once you agree, puts it in the place of this program. The list of the release must be signed by the
makers of halo-mcp, and the file be as the list says. The new program is tried before and after it takes its place; where anything
fails, the one of before stays. Assistants that are open use the old one until they are restarted. It never looks unless you ask.

  --check    Only tell whether there is a newer one, and what is new
  --yes, -y  Without asking
  --json     What was found and done as one JSON object; needs --check or --yes

The people who manage a computer can switch this off. What a package manager, Homebrew or an administrator installed is updated there,
and this tells how. The exit code is 0 where the newest is installed in the end, or --check could look; 2 typed wrongly; 130 after
Ctrl-C; else 1.`,
  run: (args, terminal) => failInJson(args, toResult(null), terminal, () => run(args, terminal)),
};

interface Options {
  readonly isCheck: boolean;
  readonly isAgreed: boolean;
  readonly isJson: boolean;
}

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const options = readOptions(args, terminal);
  const say = (text: string) => (options.isJson ? undefined : printLine(terminal.output, text));
  const workplace = openWorkplace(terminal);
  const found = await findUpdate(workplace, terminal.signal);
  const { program, list, newer } = found;
  const finish = (updated: boolean) => {
    const result = { ok: true, ...toResult(list.version, newer?.plan.advice, updated), exitCode: 0 };
    if (options.isJson) printLine(terminal.output, JSON.stringify(result, undefined, 2));
    return exitCode.done;
  };
  if (newer === undefined) {
    say(`halo-mcp ${version} is the newest`);
    return finish(false);
  }
  const { plan } = newer;
  say(describe(list.version, newer));
  if (options.isCheck) {
    say(plan.advice ?? 'To install it: halo-mcp update');
    return finish(false);
  }
  if (plan.advice !== undefined) throw new UserError(plan.advice);
  if (!options.isAgreed && !(await isAgreed(list.version, terminal))) {
    say('Nothing was changed');
    return exitCode.done;
  }
  await installRelease({ ...plan, ...found }, workplace, { terminal, isQuiet: options.isJson });
  say(
    `halo-mcp ${list.version} is installed: ${program.path}\nAssistants that are open, and the icon in the bar, still use ${version}: quit them and open them again`,
  );
  return finish(true);
}

function readOptions(args: readonly string[], terminal: Terminal): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      check: { type: 'boolean' },
      yes: { type: 'boolean', short: 'y' },
      json: { type: 'boolean' },
    },
    strict: true,
  });
  const [isCheck, isAgreed, isJson] = [values.check === true, values.yes === true, values.json === true];
  if (!isCheck && !isAgreed && (isJson || !terminal.isInteractive))
    throw new UsageError('Nobody can be asked here. Give --yes to update, or --check to look only');
  return { isCheck, isAgreed, isJson };
}

/** What `--json` tells beside `ok` and the exit code; the advice is how to update where something else has to do it. */
function toResult(newest: string | null, advice: string | null = null, updated = false) {
  return { installed: version, newest, updated, advice };
}

function describe(newest: string, { news }: NewerRelease): string {
  const text = news.error === undefined ? news.value : `What is new can't be told: ${news.error.message}`;
  const first = `halo-mcp ${newest} is there; this is ${version}`;
  return text === undefined ? first : `${first}\n\n${removeControls(text)}\n`;
}

async function isAgreed(newest: string, terminal: Terminal): Promise<boolean> {
  const { agreeOnce } = await import('../../screens/wizard/agree-once.ts');
  const place = { ...terminal, unicode: showsUnicode(terminal) };
  const agreed = await agreeOnce(`Install ${newest} now?`, place, true);
  if (agreed === 'interrupted') throw new InterruptedError();
  return agreed;
}
