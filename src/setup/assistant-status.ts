import type { AssistantState, EntryState } from '../desktop/assistants/inspect.ts';
import type { OurEntry } from './our-entries.ts';

/** One assistant, and whether it can start us. Plain data; null where there is nothing to say. */
export interface AssistantStatus {
  readonly id: string;
  readonly title: string;
  readonly installed: boolean;
  readonly running: boolean;
  /** True where our entry is in a file of its and right. */
  readonly connected: boolean;
  readonly files: readonly FileStatus[];
  readonly problem: string | null;
}

interface FileStatus {
  readonly path: string;
  readonly exists: boolean;
  /** The entries of ours that are there; the note says what is wrong with one, or what is odd about it. */
  readonly entries: readonly EntryStatus[];
}

interface EntryStatus {
  readonly name: string;
  readonly right: boolean;
  readonly note: string;
}

/** What was found out about an assistant, in plain words. `entries` are all of ours, also those that nobody expects any more. */
export function toAssistantStatus(state: AssistantState, entries: readonly OurEntry[]): AssistantStatus {
  const { id, title, isInstalled, isRunning, forbiddenBy } = state;
  const files = state.files.map(({ path, exists, entries: states }): FileStatus => {
    const here = entries.filter((entry) => entry.path === path && entry.assistant.id === id);
    const unexpected = here.filter(({ name }) => !Object.hasOwn(states, name));
    return {
      path,
      exists,
      entries: [...Object.entries(states).flatMap(toEntryStatus), ...unexpected.map(describeUnexpected)],
    };
  });
  const unreadable = state.files
    .flatMap((file) => Object.values(file.entries))
    .find((entry) => entry.kind === 'unreadable');
  const problems = [forbiddenBy, unreadable?.reason].filter((problem) => problem !== undefined);
  return {
    id,
    title,
    installed: isInstalled,
    running: isRunning,
    connected: files.some((file) => file.entries.some(({ right }) => right)),
    files,
    problem: isInstalled && problems.length > 0 ? problems.join('. ') : null,
  };
}

function toEntryStatus([name, state]: readonly [string, EntryState]): readonly EntryStatus[] {
  switch (state.kind) {
    case 'absent':
    case 'unreadable':
      return [];
    case 'right':
      return [{ name, right: true, note: 'starts this program' }];
    case 'wrong':
      return [{ name, right: false, note: `${state.reason}. "halo-mcp setup" repairs it` }];
    case 'foreign':
      return [{ name, right: false, note: `${state.reason}. Rename that one, then run "halo-mcp setup"` }];
  }
}

function describeUnexpected({ name, profile, envNames }: OurEntry): EntryStatus {
  if (profile !== undefined)
    return {
      name,
      right: false,
      note: `its profile "${profile}" is not set up. Do so with "halo-mcp setup --profile ${profile}", or add --remove --yes to take the entry away`,
    };
  return envNames.includes('HALO_CLIENT_SECRET')
    ? { name, right: true, note: 'it holds a login of its own, which anyone who can open that file may read' }
    : { name, right: false, note: 'it names no profile and holds no login. "halo-mcp setup" repairs it' };
}
