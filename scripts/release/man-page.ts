import { commands } from '../../src/cli/commands.ts';

/** What stands around the commands. */
export interface ManPageHead {
  readonly version: string;
  /** `2026-11-24`. */
  readonly date: string;
}

/** The manual page, `halo-mcp(1)`: every command with the help it prints itself, so that the two never differ. */
export async function writeManPage({ version, date }: ManPageHead): Promise<string> {
  const details = commands.map(async ({ names, load }) => [
    `.SS ${escapeText(names.join(', '))}`,
    ...toLiteral((await load()).help),
  ]);
  const lines = [
    `.TH HALO\\-MCP 1 ${escapeText(date)} "halo\\-mcp ${escapeText(version)}"`,
    '.SH NAME',
    'halo\\-mcp \\- lets an assistant such as Claude answer questions from Halo PSA, read\\-only',
    '.SH SYNOPSIS',
    '.B halo\\-mcp',
    '[\\fIcommand\\fR] [\\fIoptions\\fR]',
    '.SH DESCRIPTION',
    'Without a command it is an MCP server on standard input and output, which is how assistants start it.',
    'To begin, \\fBhalo\\-mcp settings\\fR opens a page in the browser that leads through the set\\-up;',
    '\\fBhalo\\-mcp setup\\fR does the same in a terminal.',
    ...commands.flatMap(({ names, summary }) => ['.TP', `.B ${escapeText(names[0])}`, escapeText(summary)]),
    '.SH COMMANDS',
    ...(await Promise.all(details)).flat(),
  ];
  return `${lines.join('\n')}\n`;
}

function toLiteral(text: string): readonly string[] {
  return ['.nf', ...text.split('\n').map(escapeText), '.fi'];
}

/** What begins with a point or an apostrophe would be an instruction, and a bare hyphen is a dash. */
function escapeText(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&');
}
