import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Assistant } from './assistants/assistant.ts';
import type { Computer } from './computer.ts';
import { readErrorCode } from './explain-file-error.ts';
import { findMainPrograms, listPrograms } from './running.ts';
import type { RunningProgram } from './running-program.ts';

/** An app that was asked to quit has saved its things and gone within this time, or it never will. */
const patienceMs = 10_000;
const pollMs = 250;

/**
 * Quits an assistant's app and waits until it has gone; does nothing where it doesn't run. On macOS and Linux the app is asked, as
 * its own Quit would; on Windows, where nothing asks an app to quit, it is ended, so the person must have agreed to that.
 * Throws a UserError that says how to quit by hand where it can't be done; nothing else is ever ended.
 */
export async function quitAssistant(
  assistant: Assistant,
  computer: Computer,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  const byHand = explainQuit(assistant, computer);
  if (!(await canQuit(assistant, computer)))
    throw new UserError(`${assistant.title} can't be quit from here. ${byHand}`);
  for (const program of await findMain(assistant, computer)) end(program, assistant, byHand);
  const latest = clock.now() + patienceMs;
  while ((await findMain(assistant, computer)).length > 0) {
    if (clock.now() >= latest) throw new UserError(`${assistant.title} is still running. ${byHand}`);
    await clock.wait(pollMs, signal);
  }
}

/**
 * Whether `quitAssistant` can quit what runs now. Not so for a packaged app of Windows: one that is ended has been seen to refuse
 * to open again until the person signed out of Windows (reports on Claude's issue tracker).
 */
export async function canQuit(assistant: Assistant, computer: Computer): Promise<boolean> {
  const programs = await listPrograms(computer);
  if (programs === undefined) return false;
  return findMainPrograms(assistant, programs, computer).every(({ path }) => !/\\WindowsApps\\/i.test(path));
}

/** How the person quits the app for good, in one sentence without a full stop. */
export function explainQuit({ title }: Assistant, { platform }: Computer): string {
  switch (platform) {
    case 'win32':
      return `Right-click the icon of ${title} beside the clock (it may be behind the arrow) and choose Quit; closing its window is not enough`;
    case 'darwin':
      return `Click ${title} and press Cmd-Q; closing its window is not enough`;
    default:
      return `Choose Quit in the menu of its icon beside the clock, or click ${title} and press Ctrl-Q; closing its window is not enough`;
  }
}

async function findMain(assistant: Assistant, computer: Computer): Promise<readonly RunningProgram[]> {
  return findMainPrograms(assistant, (await listPrograms(computer)) ?? [], computer);
}

function end({ pid }: RunningProgram, { title }: Assistant, byHand: string): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if (readErrorCode(error) === 'ESRCH') return; // it has gone meanwhile
    throw new UserError(
      `${title} can't be quit from here (${readErrorCode(error) ?? 'unknown'}). ${byHand}`,
      {
        cause: error,
      },
    );
  }
}
