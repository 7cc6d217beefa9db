import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import type { Computer } from '../computer.ts';
import { findForbiddingPolicy } from '../policies.ts';
import { findMainPrograms } from '../running.ts';
import type { RunningProgram } from '../running-program.ts';
import type { Assistant, AssistantId, ServerCommand } from './assistant.ts';
import { ConfigFileError, readEntries } from './config-file.ts';
import { type Entry, isForeign, readEntry } from './entry.ts';

/** How our entry stands in a file. Reasons are in plain words. */
export type EntryState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'right' }
  /** Ours, but it would not start this program as it should; connecting again repairs it. */
  | { readonly kind: 'wrong'; readonly reason: string }
  /** Somebody else's server under our name. */
  | { readonly kind: 'foreign'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** One assistant on this computer. */
export interface AssistantState {
  readonly id: AssistantId;
  readonly title: string;
  readonly isInstalled: boolean;
  /** False too where it can't be told. */
  readonly isRunning: boolean;
  /** The policy of the person's organisation that forbids it to start servers, as a plain sentence; undefined where none does. */
  readonly forbiddenBy: string | undefined;
  readonly files: readonly {
    readonly path: string;
    readonly exists: boolean;
    /** By the entry's name. */
    readonly entries: Readonly<Record<string, EntryState>>;
  }[];
}

/**
 * Looks at an assistant: its files, its policy, and whether it is among the programs that run (undefined where nobody knows them).
 * Changes nothing. `expected` are the entries that should be there.
 */
export async function inspectAssistant(
  assistant: Assistant,
  expected: readonly ServerCommand[],
  computer: Computer,
  programs: readonly RunningProgram[] | undefined,
): Promise<AssistantState> {
  return {
    id: assistant.id,
    title: assistant.title,
    isInstalled: assistant.isInstalled(computer),
    isRunning: findMainPrograms(assistant, programs ?? [], computer).length > 0,
    forbiddenBy: await findForbiddingPolicy(assistant, computer),
    files: assistant.findFiles(computer).map((path) => ({
      path,
      exists: existsSync(path),
      entries: Object.fromEntries(inspectFile(path, assistant, expected)),
    })),
  };
}

function inspectFile(
  path: string,
  assistant: Assistant,
  expected: readonly ServerCommand[],
): readonly (readonly [string, EntryState])[] {
  try {
    const entries = readEntries(path, assistant.format) ?? {};
    return expected.map((server) => [server.name, inspectEntry(entries[server.name], server)]);
  } catch (error) {
    if (!(error instanceof ConfigFileError)) throw error;
    return expected.map((server) => [server.name, { kind: 'unreadable', reason: error.message }]);
  }
}

function inspectEntry(value: unknown, server: ServerCommand): EntryState {
  if (value === undefined) return { kind: 'absent' };
  if (isForeign(value, server)) {
    return { kind: 'foreign', reason: `"${server.name}" there is another program's entry` };
  }
  const entry = readEntry(value);
  if (entry === undefined) return { kind: 'wrong', reason: 'it names no program' };
  const reason = findFault(entry, server);
  return reason === undefined ? { kind: 'right' } : { kind: 'wrong', reason };
}

function findFault(entry: Entry, server: ServerCommand): string | undefined {
  if (!existsSync(entry.command)) return `the program it names is gone: ${entry.command}`;
  if (!isExecutable(entry.command)) return `the program it names can't be started: ${entry.command}`;
  if (!isSameFile(entry.command, server.command)) {
    return `it starts another copy of halo-mcp: ${entry.command}`;
  }
  if (entry.args.join('\n') !== server.args.join('\n')) return 'it does not name its profile as it should';
  const lacks = Object.entries(server.env).find(([name, value]) => entry.env[name] !== value);
  return lacks === undefined ? undefined : `it does not set ${lacks[0]}`;
}

function isSameFile(one: string, other: string): boolean {
  return one === other || (existsSync(one) && existsSync(other) && realpathSync(one) === realpathSync(other));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
