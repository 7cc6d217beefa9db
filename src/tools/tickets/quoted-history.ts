/** Stands where the older part of an e-mail was left out. */
export const historyMark = '[quoted history left out: earlier entries say the same]';

/**
 * Leaves out what e-mails quote from earlier ones. `texts` come oldest first. An older part is left out only where every line
 * of it, apart from the mail's own header lines, stands in an earlier text; where one line is new, as in an answer written
 * between the quoted lines, the whole text stays.
 */
export function leaveOutQuotedHistory(texts: readonly string[]): readonly string[] {
  const lines = new Set<string>();
  let all = '';
  return texts.map((text) => {
    const start = findQuoteStart(text);
    const shown =
      start !== undefined && isKnown(text.slice(start), lines, all)
        ? `${text.slice(0, start).replace(/[\s_-]+$/, '')}\n${historyMark}`.trimStart()
        : text;
    for (const line of toPlainLines(text)) lines.add(line);
    all += `\n${toPlainLines(text).join(' ')}`;
    return shown;
  });
}

const separators = [
  /^[ \t>]*-{2,}[ \t]*(?:original message|forwarded message|ursprüngliche nachricht|message d'origine)\b.*$/im,
  /^[ \t]*On .{6,160} wrote:[ \t]*$/im,
  /^[ \t>*]*From:[ \t*]*\S.*\n(?:[ \t>*]*(?:Sent|Date|To|Cc|Subject):.*\n?)+/im,
  /^[ \t]*>.*(?:\n[ \t]*>.*)*\s*(?![\s\S])/m,
];

const headerLine = /^(?:-{2,}.*-{2,}|[-_]{3,}|(?:from|sent|date|to|cc|subject):.*|on .{6,160} wrote:)$/i;

/** Lines that are looked for inside longer ones before it is given up; a quote may begin or end within a line. */
const maxPartLines = 5;

function findQuoteStart(text: string): number | undefined {
  const starts = separators.map((separator) => text.search(separator)).filter((start) => start >= 0);
  return starts.length === 0 ? undefined : Math.min(...starts);
}

function isKnown(quoted: string, lines: ReadonlySet<string>, all: string): boolean {
  const content = toPlainLines(quoted).filter((line) => !headerLine.test(line));
  if (content.length === 0) return false;
  const parts = content.filter((line) => !lines.has(line));
  return parts.length <= maxPartLines && parts.every((line) => all.includes(line));
}

function toPlainLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/^[\s>]+/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '');
}
