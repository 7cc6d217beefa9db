import { parseArgs } from 'node:util';
import { assistants } from '../../desktop/assistants/all.ts';
import { endOwnPrograms } from '../../desktop/end-own-programs.ts';
import { writePreview, writeUninstall } from '../../screens/uninstall-text.ts';
import { getAssistant } from '../../setup/assistants.ts';
import { mustBeClosed } from '../../setup/close-assistant.ts';
import {
  findUninstallError,
  previewUninstall,
  uninstall as removeAll,
  type UninstallStep,
} from '../../setup/uninstall.ts';
import type { Workplace } from '../../setup/workplace.ts';
import type { Command } from '../command.ts';
import { type ExitCode, exitCode, InterruptedError, toExitCode, UsageError } from '../exit-code.ts';
import { failInJson } from '../json-failure.ts';
import { printLine, showsUnicode, type Terminal } from '../terminal.ts';
import { openWorkplace, typingMs } from '../workplace.ts';

/** Undoes everything that set-up did. */
export const uninstall: Command = {
  help: `Usage: halo-mcp uninstall [--yes] [--keep-backups] [--keep-login] [--keep-assistants] [--end-programs] [--json]

Removes our entries from all assistants, the start of our icon at login, our logins from the keychain, and our settings, log and
backups. Other people's entries and the program itself stay.

  --yes, -y          Without asking
  --keep-backups     Leave the copies of assistants' files as they were before set-up
  --keep-login       Leave the logins, the settings and the log; needs --yes
  --keep-assistants  Leave the entries in assistants; needs --yes
  --end-programs     End every other halo-mcp that runs from this program's folder, so that it can be removed too; needs --yes
  --json             What was removed as one JSON object; needs --yes

The exit code is 0 where nothing of ours is left, also if there was nothing; else 6 for the keychain, 7 for an assistant's file, 1 for
anything else.`,
  run: (args, terminal) => failInJson(args, { steps: [], running: [] }, terminal, () => run(args, terminal)),
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      yes: { type: 'boolean', short: 'y' },
      'keep-backups': { type: 'boolean' },
      'keep-login': { type: 'boolean' },
      'keep-assistants': { type: 'boolean' },
      'end-programs': { type: 'boolean' },
      json: { type: 'boolean' },
    },
    strict: true,
  });
  const isAsked = values.yes !== true && terminal.isInteractive;
  const workplace = openWorkplace(
    terminal,
    isAsked ? { keychainWaitMs: typingMs, unlocksKeychain: true } : {},
  );
  const keepBackups = values['keep-backups'] === true;
  const partly = (['keep-login', 'keep-assistants', 'end-programs'] as const).find((name) => values[name]);
  if (values.yes !== true && partly !== undefined)
    throw new UsageError(`--${partly} is for installers and asks nothing. Give --yes too`);
  if (values.yes !== true && !(await isAgreed(values.json === true, keepBackups, workplace, terminal))) {
    printLine(terminal.output, 'Nothing was removed');
    return exitCode.done;
  }
  const ids = assistants.map(({ id }) => id);
  const running = (await mustBeClosed(ids, workplace)).map((id) => getAssistant(id).title);
  const steps = await removeAll(workplace, {
    keepBackups,
    keepLogin: values['keep-login'] === true,
    keepAssistants: values['keep-assistants'] === true,
    signal: terminal.signal,
  }).catch(explainStop);
  if (values['end-programs'] === true) await endOwnPrograms(workplace.computer, workplace.program.command);
  const code = toExit(steps);
  if (values.json === true) {
    const listed = steps.map(({ problem = null, ...step }) => ({ ...step, problem }));
    const result = { ok: code === exitCode.done, steps: listed, running, exitCode: code };
    printLine(terminal.output, JSON.stringify(result, undefined, 2));
  } else {
    const look = { unicode: showsUnicode(terminal), width: terminal.columns() };
    const concerned = steps.some(({ part }) => part === 'assistant') ? running : [];
    printLine(terminal.output, writeUninstall(steps, concerned, look));
  }
  return code;
}

/** What was reached is not known any more where the person ends it half-way. */
function explainStop(error: unknown): never {
  throw error instanceof InterruptedError
    ? new InterruptedError(
        'Stopped. Some of it may be removed already; run "halo-mcp uninstall" again for the rest',
      )
    : error;
}

async function isAgreed(
  isJson: boolean,
  keepBackups: boolean,
  workplace: Workplace,
  terminal: Terminal,
): Promise<boolean> {
  if (isJson || !terminal.isInteractive) {
    throw new UsageError('Nobody can be asked here. Give --yes to remove everything');
  }
  const unicode = showsUnicode(terminal);
  printLine(
    terminal.output,
    writePreview(previewUninstall(workplace), { unicode, width: terminal.columns() }),
  );
  const { agreeOnce } = await import('../../screens/wizard/agree-once.ts');
  const agreed = await agreeOnce(
    keepBackups
      ? 'Remove all of it?'
      : "Remove all of it, and the copies of assistants' files that set-up made?",
    { ...terminal, unicode },
  );
  if (agreed === 'interrupted') throw new InterruptedError();
  return agreed;
}

function toExit(steps: readonly UninstallStep[]): ExitCode {
  const error = findUninstallError(steps);
  return error === undefined ? exitCode.done : toExitCode(error);
}
