import type { Computer } from '../computer.ts';
import { listBackups } from '../file-backups.ts';
import { removeFile } from '../own-files.ts';
import type { Assistant, ServerCommand } from './assistant.ts';
import {
  type ConfigChange,
  ConfigFileError,
  type ConfigFormat,
  hasServers,
  isEmptyFile,
  readEntries,
  removeEntry,
  setEntry,
} from './config-file.ts';
import { isForeign, readEntry, startsUs, toEntryValue } from './entry.ts';

/** What became of one of an assistant's files; where there is a problem, it is as it was. */
export interface FileOutcome extends ConfigChange {
  readonly path: string;
  readonly problem: ConfigFileError | undefined;
}

/** Writes our entry into every file the assistant may read. One that fails does not stop the others; somebody else's entry stays. */
export function connectAssistant(
  assistant: Assistant,
  server: ServerCommand,
  computer: Computer,
  { now }: { readonly now: Date },
): readonly FileOutcome[] {
  return assistant.findFiles(computer).map((path) =>
    attempt(path, () => {
      const value = readEntries(path, assistant.format)?.[server.name];
      if (isForeign(value, server)) {
        throw new ConfigFileError(
          path,
          `${path} has an entry "${server.name}" that starts another program, so it was left alone. Rename or remove that entry, or give halo-mcp another profile name, then run halo-mcp setup again`,
        );
      }
      return setEntry(
        path,
        assistant.format,
        server.name,
        toEntryValue(assistant, server, readEntry(value)),
        { now },
      );
    }),
  );
}

/**
 * Removes our entries, for which `isOurs` says yes to their names, from every file of the assistant. Other people's stay: an entry
 * is ours where it starts a halo-mcp, or `own`, which is this program under whatever name. What we made around our entries, as the
 * oldest copy of the file from before us shows, goes with the last of them.
 */
export function disconnectAssistant(
  assistant: Assistant,
  isOurs: (name: string) => boolean,
  computer: Computer,
  { now, own }: { readonly now: Date; readonly own?: Pick<ServerCommand, 'command' | 'args'> },
): readonly FileOutcome[] {
  const { format } = assistant;
  return assistant.findFiles(computer).flatMap((path) => {
    const names: string[] = [];
    const found = attempt(path, () => {
      for (const [name, value] of Object.entries(readEntries(path, format) ?? {})) {
        const entry = readEntry(value);
        if (isOurs(name) && entry !== undefined && startsUs(entry, own)) names.push(name);
      }
      return { changed: false, backup: undefined };
    });
    if (found.problem !== undefined || names.length === 0) return [found];
    const oldest = listBackups(path).find((copy) => !startsUsIn(copy, format, own));
    const outcomes = names.map((name) =>
      attempt(path, () => removeEntry(path, format, name, { now, alsoEmpty: !hadServers(oldest, format) })),
    );
    if (oldest === undefined) outcomes.push(attempt(path, () => removeIfEmpty(path, format)));
    return outcomes;
  });
}

/** A copy that nobody can read tells nothing, so that nothing more than our entry goes. */
function hadServers(copy: string | undefined, format: ConfigFormat): boolean {
  try {
    return copy !== undefined && hasServers(copy, format);
  } catch (error) {
    if (error instanceof ConfigFileError) return true;
    throw error;
  }
}

/** A copy that holds an entry of ours, such as another profile's, says nothing of the time before us. */
function startsUsIn(
  copy: string,
  format: ConfigFormat,
  own: Pick<ServerCommand, 'command' | 'args'> | undefined,
): boolean {
  try {
    return Object.values(readEntries(copy, format) ?? {}).some((value) => {
      const entry = readEntry(value);
      return entry !== undefined && startsUs(entry, own);
    });
  } catch (error) {
    if (error instanceof ConfigFileError) return false;
    throw error;
  }
}

/** A file without a copy is one that was not there, or held nothing, before we came. */
function removeIfEmpty(path: string, format: ConfigFormat): ConfigChange {
  const changed = isEmptyFile(path, format) && removeFile(path);
  return { changed, backup: undefined };
}

function attempt(path: string, change: () => ConfigChange): FileOutcome {
  try {
    return { path, ...change(), problem: undefined };
  } catch (error) {
    if (!(error instanceof ConfigFileError)) throw error;
    return { path, changed: false, backup: undefined, problem: error };
  }
}
