import { assistants } from '../desktop/assistants/all.ts';
import type { Assistant } from '../desktop/assistants/assistant.ts';
import { ConfigFileError, readEntries } from '../desktop/assistants/config-file.ts';
import { readEntry, startsUs } from '../desktop/assistants/entry.ts';
import { readTextAnyhow } from '../desktop/own-files.ts';
import type { Workplace } from './workplace.ts';

/** An entry that starts us, in a file of an assistant. */
export interface OurEntry {
  readonly assistant: Assistant;
  readonly path: string;
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Values are nobody's business: people have put secrets there. */
  readonly envNames: readonly string[];
  /** The profile it asks for; undefined where it names none. */
  readonly profile: string | undefined;
}

/** The names that our entries have. */
export function isOurName(name: string): boolean {
  return /^halo(?:-[a-z0-9-]{1,32})?$/.test(name);
}

/** Every entry of ours in every assistant's files, also those of profiles that are gone. Files that can't be read are skipped. */
export function listOurEntries({
  computer,
  program,
}: Pick<Workplace, 'computer' | 'program'>): readonly OurEntry[] {
  return assistants.flatMap((assistant) =>
    assistant.findFiles(computer).flatMap((path) =>
      Object.entries(readEntriesIfAny(path, assistant)).flatMap(([name, value]) => {
        const entry = readEntry(value);
        if (!isOurName(name) || entry === undefined) return [];
        if (!startsUs(entry, program)) return [];
        const { command, args, env } = entry;
        const envNames = Object.keys(env);
        return [{ assistant, path, name, command, args, envNames, profile: findProfile(args) }];
      }),
    ),
  );
}

/** False for a file that was broken before it ever knew us, which is no concern of ours. */
export function mentionsUs(path: string): boolean {
  return readTextAnyhow(path)?.includes('halo-mcp') === true;
}

function readEntriesIfAny(path: string, assistant: Assistant): Readonly<Record<string, unknown>> {
  try {
    return readEntries(path, assistant.format) ?? {};
  } catch (error) {
    if (error instanceof ConfigFileError) return {};
    throw error;
  }
}

function findProfile(args: readonly string[]): string | undefined {
  const at = args.indexOf('--profile');
  if (at >= 0) return args[at + 1];
  return args.find((arg) => arg.startsWith('--profile='))?.slice('--profile='.length);
}
