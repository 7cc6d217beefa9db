/** Breaks between words; a word longer than a line, such as a path, stays whole so that it can be copied. */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

const asciiForms: Readonly<Record<string, string>> = {
  '›': '>',
  '…': '...',
  '–': '-',
  '’': "'",
  '“': '"',
  '”': '"',
};

/** What has no likeness in ASCII, such as letters in names, stays: it is the person's own. */
export function toAscii(text: string): string {
  return text.replace(/[›…–’“”]/g, (sign) => asciiForms[sign] ?? sign);
}

/** Names from Halo and from other programs must not steer the terminal; line breaks stay. */
export function removeControls(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, ' ');
}
