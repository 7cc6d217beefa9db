import { defaultProfile } from '../desktop/settings-file.ts';
import { writeRemoval, writeSetupReport } from '../screens/setup-text.ts';
import type { SetupAnswers } from '../setup/answers.ts';
import { toAssistantReport } from '../setup/assistant-report.ts';
import { answersAnything } from '../setup/profile-status.ts';
import { removeSetUp } from '../setup/remove-set-up.ts';
import { NotPutBackError } from '../setup/replace-secrets.ts';
import { type SetupReport, setUpUnattended, type UnattendedStep } from '../setup/unattended.ts';
import type { Workplace } from '../setup/workplace.ts';
import { type ExitCode, exitCode, InterruptedError, UsageError } from './exit-code.ts';
import type { SetupOptions } from './setup-options.ts';
import { printLine, showsUnicode, type Terminal } from './terminal.ts';

/** What a run without questions came to. */
export interface UnattendedEnd {
  readonly code: ExitCode;
  /** For people. */
  readonly text: string;
  /** For programs; a removal has little to say. */
  readonly report: Partial<SetupReport>;
  /** What went wrong, though not all of it did; undefined where all is as asked. */
  readonly problem: string | undefined;
}

/** Sets up, or takes away, what the options say. News of each step goes to the error output. Throws a UserError. */
export async function setUpFromOptions(
  options: SetupOptions,
  answers: SetupAnswers,
  workplace: Workplace,
  terminal: Terminal,
): Promise<UnattendedEnd> {
  const news = (line: string) => printLine(terminal.errorOutput, line);
  const unicode = showsUnicode(terminal);
  const report = await setUpUnattended(answers, workplace, {
    signal: terminal.signal,
    isDryRun: options.isDryRun,
    quitsAssistants: options.quitsAssistants,
    onStep: (step) => news(steps[step]),
    onUrl: (url) => news(`If the browser does not open by itself, sign in here:\n${url}`),
  }).catch((error: unknown) => {
    if (!terminal.signal.aborted) throw error;
    const rest = error instanceof NotPutBackError ? error.message : 'Nothing was stored';
    throw new InterruptedError(`Stopped. ${rest}`, { cause: error });
  });
  return {
    code: toExit(report),
    text: writeSetupReport(report, { unicode, width: terminal.columns() }),
    report,
    problem: joinProblems([report, ...report.assistants]),
  };
}

/** Takes a profile away. Throws a UserError. */
export async function removeFromOptions(
  { answers, isDryRun }: SetupOptions,
  workplace: Workplace,
  { signal }: Terminal,
): Promise<UnattendedEnd> {
  if (isDryRun) throw new UsageError('--remove can not be tried with --dry-run. Leave one of them out');
  const profile = answers.profile ?? defaultProfile;
  const removal = await removeSetUp(profile, workplace, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
    const rest = 'Some of it may be removed already; run the same command again for the rest';
    throw new InterruptedError(`Stopped. ${rest}`, { cause: error });
  });
  const assistants = removal.assistants.map((outcome) => toAssistantReport(outcome, false));
  const problem = joinProblems(assistants);
  const code = problem === undefined ? exitCode.done : exitCode.assistantFile;
  return { code, text: writeRemoval(profile, removal), report: { assistants }, problem };
}

const steps: Readonly<Record<UnattendedStep, string>> = {
  address: 'Looking for Halo ...',
  'sign-in': 'Waiting for somebody to sign in ...',
  login: 'Trying the login ...',
  keychain: 'Storing the login ...',
  assistants: 'Connecting the assistants ...',
  check: 'Asking a first question ...',
};

function toExit({ areas, assistants, problem, isStopped }: SetupReport): ExitCode {
  if (isStopped) return exitCode.interrupted;
  if (!answersAnything(areas)) return exitCode.haloRefused;
  if (assistants.some((one) => one.problem !== null)) return exitCode.assistantFile;
  return problem === null ? exitCode.done : exitCode.failed;
}

function joinProblems(all: readonly { readonly problem: string | null }[]): string | undefined {
  return all.flatMap(({ problem }) => problem ?? []).join('\n') || undefined;
}
