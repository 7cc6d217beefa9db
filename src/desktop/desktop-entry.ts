import { isAbsolute, join } from 'node:path';
import { type Computer, readVariable } from './computer.ts';

const usualFolders = { XDG_CONFIG_HOME: '.config', XDG_DATA_HOME: '.local/share' } as const;

/** Where desktops of Linux look for this person's own entries. A path that is not absolute counts as none, as the standard says. */
export function findUserFolder(computer: Computer, variable: keyof typeof usualFolders): string {
  const given = readVariable(computer, variable);
  return given !== undefined && isAbsolute(given) ? given : join(computer.homeFolder, usualFolders[variable]);
}

/** A command line as the key `Exec` of a desktop entry holds it, in which any path will do. */
export function toExec(words: readonly string[]): string {
  return words.map((word) => escapeText(quote(word.replaceAll('%', '%%')))).join(' ');
}

/** A text as any key holds it. In `Exec` it comes after the quoting, so that a backslash may become four. */
export function escapeText(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\\': '\\\\' };
  return text.replaceAll(/[\n\t\r\\]/g, (character) => escapes[character] ?? character);
}

/** The value of a key in the main group, as it is written there; undefined where it is missing. */
export function readKey(text: string, key: string): string | undefined {
  const [, group = ''] = text.split(/^\[Desktop Entry\]\s*$/m);
  const [own = ''] = group.split(/^\[/m);
  const line = own.split(/\r?\n/).find((one) => one.split('=', 1)[0]?.trim() === key);
  return line?.slice(line.indexOf('=') + 1).trim();
}

/** The standard names these characters as reserved; within quotes only four of them mean something. */
function quote(word: string): string {
  if (word !== '' && !/[\s"'\\<>~|&;$*?#()`]/.test(word)) return word;
  return `"${word.replaceAll(/["\\$`]/g, (character) => `\\${character}`)}"`;
}
