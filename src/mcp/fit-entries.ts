import type { EntriesBlock } from '../tools/answer.ts';

/** A text shorter than this is not worth showing in part. */
const shortestText = 300;

/** Entries as lines of at most `maxChars` characters in all, first ones first, and what had to be cut. */
export interface FittedEntries {
  readonly text: string;
  readonly cutTexts: number;
  readonly omitted: number;
}

/**
 * Makes room fairly: short texts stay whole, long ones share what is left; entries at the end go first when even that is not
 * enough. Each text is quoted line by line, so that it reads as data.
 */
export function fitEntries(block: EntriesBlock, maxChars: number): FittedEntries {
  const entries = block.entries.map((entry) => ({ heading: entry.heading, text: quoteLines(entry.text) }));
  for (let kept = entries.length; kept > 0; kept--) {
    const shown = entries.slice(0, kept);
    const room = maxChars - shown.reduce((sum, entry) => sum + entry.heading.length + markLength, 0);
    const cap = fairCap(
      shown.map((entry) => entry.text.length),
      room,
    );
    if (cap < shortestText && kept > 1) continue;
    const texts = shown.map((entry) =>
      `${entry.heading}\n${cutText(entry.text, Math.max(cap, 0))}`.trimEnd(),
    );
    return {
      text: texts.join('\n'),
      cutTexts: shown.filter((entry) => entry.text.length > cap).length,
      omitted: entries.length - kept,
    };
  }
  return { text: '', cutTexts: 0, omitted: 0 };
}

/** The length of the mark that a cut text ends with, and of the line ends around it. */
export const markLength = 40;

/** The greatest length to which all texts can be cut so that together they take no more than `room`. */
export function fairCap(lengths: readonly number[], room: number): number {
  const sorted = [...lengths].sort((a, b) => a - b);
  let left = room;
  for (const [index, length] of sorted.entries()) {
    const share = Math.floor(left / (sorted.length - index));
    if (length > share) return share;
    left -= length;
  }
  return Number.POSITIVE_INFINITY;
}

/** A text of at most `length` characters, and then a mark that says how many are missing. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return `${text.slice(0, end)}… [${text.length - end} characters more]`;
}

function quoteLines(text: string): string {
  return text === ''
    ? ''
    : text
        .split(/\r\n|[\n\r\u2028\u2029]/)
        .map((line) => (line === '' ? '>' : `> ${line}`))
        .join('\n');
}
