import { readFileSync, statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../base/errors.ts';
import { readErrorCode } from '../explain-file-error.ts';
import { FileChangedError, replaceFile } from '../replace-file.ts';
import { ConfigProblem } from './config-problem.ts';
import { decodeText, encodeText } from './config-text.ts';
import { omitPath, readPath } from './entry-value.ts';
import { readJson, readJsonEntries, removeJsonEntry, setJsonEntry } from './json-entry.ts';
import { readTomlEntries, removeTomlEntry, setTomlEntry } from './toml-entry.ts';
import { parseToml } from './toml-parse.ts';

/** How an assistant's file is written, and under which keys its servers stand. */
export interface ConfigFormat {
  /** `json` is read strictly, without comments and trailing commas; `jsonc` with both. */
  readonly kind: 'json' | 'jsonc' | 'toml';
  /** From the outermost key inwards: `['mcpServers']`. */
  readonly keyPath: readonly string[];
}

/** An assistant's file that can't be read or changed. It is as it was. */
export class ConfigFileError extends UserError {
  override readonly name = 'ConfigFileError';
  readonly path: string;
  /** Counted from 1; undefined where no one place in the file is to blame. */
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(path: string, message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.path = path;
    const problem = options.cause instanceof ConfigProblem ? options.cause : undefined;
    this.line = problem?.line;
    this.column = problem?.column;
  }
}

/** What became of a file. */
export interface ConfigChange {
  /** False when everything was right already; the file was then not touched. */
  readonly changed: boolean;
  /** The copy of the file as it was before, where there was something to keep. */
  readonly backup: string | undefined;
}

/** How often to start over when another program writes the file at the same moment. */
const maxAttempts = 5;

/** Every server that a file lists, by name, whatever its value; undefined when there is no such file. Throws a ConfigFileError. */
export function readEntries(
  path: string,
  format: ConfigFormat,
): Readonly<Record<string, unknown>> | undefined {
  return explainProblems(path, () => {
    const bytes = readBytes(path);
    return bytes && openFormat(format).readEntries(decodeText(bytes).text);
  });
}

/**
 * Makes a file list a server, and changes nothing else in it by a byte. Members of its entry that the value does not name stay,
 * so that what a person has added survives; those it names as undefined go. The file and its folder are made when missing.
 * The result is checked in memory before and by reading the file after. Throws a ConfigFileError.
 */
export function setEntry(
  path: string,
  format: ConfigFormat,
  name: string,
  value: Readonly<Record<string, unknown>>,
  { now }: { readonly now: Date },
): ConfigChange {
  const engine = openFormat(format);
  return changeFile(path, { format, name, now }, (text) => engine.set(text, name, value));
}

/**
 * Makes a file no longer list a server; `alsoEmpty`: nor the object with the servers, where nothing is left in it. Nothing happens
 * when it doesn't list it, or when there is no file. Throws a ConfigFileError.
 */
export function removeEntry(
  path: string,
  format: ConfigFormat,
  name: string,
  { now, alsoEmpty = false }: { readonly now: Date; readonly alsoEmpty?: boolean },
): ConfigChange {
  const engine = openFormat(format);
  return changeFile(path, { format, name, now }, (text) => {
    const changed = engine.remove(text, name, alsoEmpty);
    if (changed === text || !Object.hasOwn(engine.readEntries(changed), name)) return changed;
    throw new ConfigProblem('its entry can not be cut out safely');
  });
}

/** Whether a file has an object for servers, empty or not; false when there is no file. Throws a ConfigFileError. */
export function hasServers(path: string, format: ConfigFormat): boolean {
  return explainProblems(path, () => {
    const bytes = readBytes(path);
    const root = bytes && openFormat(format).readAll(decodeText(bytes).text);
    return readPath(root, format.keyPath) !== undefined;
  });
}

/** True for a file that says nothing: without text, or with an object that holds nothing. Throws a ConfigFileError. */
export function isEmptyFile(path: string, format: ConfigFormat): boolean {
  return explainProblems(path, () => {
    const bytes = readBytes(path);
    if (bytes === undefined) return false;
    const { text } = decodeText(bytes);
    return text.trim() === '' || (format.kind !== 'toml' && /^\s*\{\s*\}\s*$/.test(text));
  });
}

interface ConfigEngine {
  readonly readAll: (text: string) => unknown;
  readonly readEntries: (text: string) => Readonly<Record<string, unknown>>;
  readonly set: (text: string, name: string, value: Readonly<Record<string, unknown>>) => string;
  readonly remove: (text: string, name: string, alsoEmpty: boolean) => string;
}

function openFormat({ kind, keyPath }: ConfigFormat): ConfigEngine {
  if (kind === 'toml') {
    return {
      readAll: parseToml,
      readEntries: (text) => readTomlEntries(text, keyPath),
      set: (text, name, value) => setTomlEntry(text, keyPath, name, value),
      remove: (text, name) => removeTomlEntry(text, keyPath, name),
    };
  }
  const place = { kind, keyPath };
  return {
    readAll: (text) => readJson(text, place),
    readEntries: (text) => readJsonEntries(text, place),
    set: (text, name, value) => setJsonEntry(text, place, name, value),
    remove: (text, name, alsoEmpty) => removeJsonEntry(text, place, name, { alsoEmpty }),
  };
}

interface Task {
  readonly format: ConfigFormat;
  readonly name: string;
  readonly now: Date;
}

function changeFile(path: string, task: Task, change: (text: string) => string): ConfigChange {
  return explainProblems(path, () => {
    for (let attempt = 1; ; attempt++) {
      try {
        return changeOnce(path, task, change);
      } catch (error) {
        if (!(error instanceof FileChangedError) || attempt === maxAttempts) throw error;
      }
    }
  });
}

function changeOnce(
  path: string,
  { format, name, now }: Task,
  change: (text: string) => string,
): ConfigChange {
  const from = readBytes(path);
  const { text, encoding } = decodeText(from ?? new Uint8Array());
  const engine = openFormat(format);
  const changed = change(text);
  if (changed === text) return { changed: false, backup: undefined };
  assertOthersKept(engine, [...format.keyPath, name], text, changed);
  const to = encodeText({ text: changed, encoding });
  const { backup } = replaceFile({ path, from, to, backup: (from?.length ?? 0) > 0, now });
  const written = readBytes(path);
  if (!written || Buffer.compare(written, to) !== 0) throw new FileChangedError(path);
  return { changed: true, backup };
}

function assertOthersKept(
  engine: ConfigEngine,
  entry: readonly string[],
  before: string,
  after: string,
): void {
  const [old, next] = [before, after].map((text) => omitPath(engine.readAll(text), entry));
  if (!isDeepStrictEqual(old, next)) throw new ConfigProblem('it can not be changed without harm to others');
}

/** Undefined when there is no file, also where a link leads to none. */
function readBytes(path: string): Uint8Array | undefined {
  try {
    if (!statSync(path).isFile()) throw new ConfigProblem('it is not a file');
    return readFileSync(path);
  } catch (error) {
    const code = readErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === undefined) throw error;
    throw new ConfigProblem(
      code === 'EACCES' || code === 'EPERM'
        ? 'this user may not read it'
        : code === 'ELOOP'
          ? 'it is a link that leads back to itself'
          : `reading it failed (${code})`,
    );
  }
}

function explainProblems<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) {
      throw explainProblem(path, new ConfigProblem('it is nested deeper than this program can follow'));
    }
    if (error instanceof ConfigProblem) throw explainProblem(path, error);
    if (error instanceof UserError) throw new ConfigFileError(path, error.message, { cause: error });
    throw error;
  }
}

function explainProblem(path: string, problem: ConfigProblem): ConfigFileError {
  const place = problem.line === undefined ? '' : ` (line ${problem.line}, column ${problem.column})`;
  return new ConfigFileError(
    path,
    `${path} can't be used: ${problem.message}${place}. Correct it in an editor, or move the file away so that a new one is made, then try again`,
    { cause: problem },
  );
}
