import { dirname } from 'node:path';
import { UserError } from '../base/errors.ts';
import { assistants } from '../desktop/assistants/all.ts';
import type { Assistant } from '../desktop/assistants/assistant.ts';
import { disconnectAssistant } from '../desktop/assistants/connect.ts';
import { listBackups } from '../desktop/file-backups.ts';
import { KeychainError } from '../desktop/keychain.ts';
import { listOwnFiles, removeEmptyFolder, removeFile } from '../desktop/own-files.ts';
import { AssistantFileError } from './assistants.ts';
import { listDesktopEntries } from './desktop-entries.ts';
import { isOurName, listOurEntries, mentionsUs } from './our-entries.ts';
import { findProfileNames } from './profile-names.ts';
import { removeLogins } from './remove-logins.ts';
import type { Workplace } from './workplace.ts';

export interface UninstallOptions {
  /** Leaves the copies we made of assistants' files. */
  readonly keepBackups: boolean;
  /** Leaves our entries in assistants, and so the copies too. */
  readonly keepAssistants?: boolean;
  /** Leaves the logins in the keychain, the settings and the log. */
  readonly keepLogin?: boolean;
  /** Ends it between two steps with its reason; running it again does the rest. */
  readonly signal?: AbortSignal;
}

/** One thing that was ours. What was not there is no step: an empty list means that nothing was left. */
export interface UninstallStep {
  readonly part: 'assistant' | 'desktop' | 'keychain' | 'file';
  /** "The entry halo of Claude Desktop (/home/…/claude_desktop_config.json)" */
  readonly what: string;
  readonly done: boolean;
  /** Why it is still there, and what to do. */
  readonly problem?: string;
}

/** Removes everything that set-up left on this computer; what fails is said and the rest goes on. */
export async function uninstall(
  workplace: Workplace,
  { keepBackups, keepAssistants = false, keepLogin = false, signal }: UninstallOptions,
): Promise<readonly UninstallStep[]> {
  // Read while they are there: the names of profiles stand in the settings and in the entries.
  const profiles = findProfileNames(workplace);
  const steps: UninstallStep[] = [];
  for (const assistant of keepAssistants ? [] : assistants) {
    signal?.throwIfAborted();
    steps.push(...leaveAssistant(assistant, keepBackups, workplace));
  }
  signal?.throwIfAborted();
  for (const { what, remove } of listDesktopEntries(workplace))
    steps.push(...attempt('desktop', what, remove));
  if (keepLogin) return steps;
  const logins = await removeLogins(profiles, workplace.keychain);
  steps.push(...logins);
  signal?.throwIfAborted();
  const keepsNames = logins.some(({ done }) => !done);
  for (const path of listOwnFiles(workplace.paths)) {
    const what = `The file ${path}`;
    if (keepsNames && path === workplace.paths.settingsFile)
      steps.push({ part: 'file', what, done: false, problem: keptForNames });
    else steps.push(...attempt('file', what, () => removeFile(path)));
  }
  for (const folder of findFolders(workplace)) {
    if (removeEmptyFolder(folder)) steps.push({ part: 'file', what: `The folder ${folder}`, done: true });
  }
  return steps;
}

const keptForNames = 'Kept, because without it nobody would find the logins that are still in the keychain';

/** The first thing that is still there, as an error; undefined where all is gone. */
export function findUninstallError(steps: readonly UninstallStep[]): UserError | undefined {
  const failed = steps.filter(({ done }) => !done);
  const of = (part: UninstallStep['part']) => failed.find((step) => step.part === part);
  const first = of('assistant') ?? of('keychain') ?? failed[0];
  if (first === undefined) return undefined;
  const { part, what, problem = what } = first;
  if (part === 'assistant') return new AssistantFileError(problem);
  return part === 'keychain' ? new KeychainError('failed', problem) : new UserError(problem);
}

/** What `uninstall` would remove, as far as it can be seen without asking the keychain; for whoever is to agree. */
export function previewUninstall(workplace: Workplace): readonly string[] {
  return [
    ...listOurEntries(workplace).map(({ assistant, path, name }) => describeEntry(assistant, path, name)),
    ...listDesktopEntries(workplace).flatMap(({ what, isThere }) => (isThere() ? [what] : [])),
    ...findProfileNames(workplace).map((name) => `The login of the profile "${name}" in the keychain`),
    ...listOwnFiles(workplace.paths).map((path) => `The file ${path}`),
  ];
}

function describeEntry({ title }: Assistant, path: string, name: string): string {
  return `The entry ${name} of ${title} (${path})`;
}

function leaveAssistant(
  assistant: Assistant,
  keepBackups: boolean,
  workplace: Workplace,
): readonly UninstallStep[] {
  const { computer, clock } = workplace;
  const entries = listOurEntries(workplace).filter((entry) => entry.assistant.id === assistant.id);
  const now = new Date(clock.now());
  const problems = new Map(
    disconnectAssistant(assistant, isOurName, computer, { now, own: workplace.program }).flatMap(
      ({ path, problem }) => (problem === undefined ? [] : [[path, problem.message] as const]),
    ),
  );
  const left = listOurEntries(workplace);
  const entrySteps = entries.map(({ path, name }): UninstallStep => {
    const what = describeEntry(assistant, path, name);
    if (!left.some((one) => one.path === path && one.name === name))
      return { part: 'assistant', what, done: true };
    return {
      part: 'assistant',
      what,
      done: false,
      problem: problems.get(path) ?? 'It starts halo-mcp in another way. Remove it in an editor',
    };
  });
  const brokenSteps = [...problems]
    .filter(([path]) => !entries.some((entry) => entry.path === path) && mentionsUs(path))
    .map(
      ([path, problem]): UninstallStep => ({
        part: 'assistant',
        what: `The entry of ${assistant.title} (${path})`,
        done: false,
        problem,
      }),
    );
  const paths = assistant.findFiles(computer);
  const backupSteps = keepBackups ? [] : paths.flatMap((path) => removeCopies(path, problems.has(path)));
  return [...entrySteps, ...brokenSteps, ...backupSteps];
}

/** A file that nobody can read may be mended with one of its copies. */
function removeCopies(path: string, isBroken: boolean): readonly UninstallStep[] {
  const backups = listBackups(path);
  if (backups.length === 0) return [];
  const what = `${backups.length === 1 ? 'One copy' : `${backups.length} copies`} of ${path}`;
  if (isBroken) {
    return [
      {
        part: 'file',
        what,
        done: false,
        problem: 'Kept, because that file can not be used and a copy may mend it',
      },
    ];
  }
  return attempt('file', what, () => backups.map(removeFile).some(Boolean));
}

function attempt(part: UninstallStep['part'], what: string, remove: () => boolean): readonly UninstallStep[] {
  try {
    return remove() ? [{ part, what, done: true }] : [];
  } catch (error) {
    if (error instanceof UserError) return [{ part, what, done: false, problem: error.message }];
    throw error;
  }
}

function findFolders({ paths }: Workplace): readonly string[] {
  return [...new Set([dirname(paths.settingsFile), dirname(paths.logFile)])];
}
