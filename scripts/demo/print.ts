import { stripVTControlCharacters, styleText } from 'node:util';
import { version } from '../../src/base/version.ts';

const width = Math.min(Math.max(process.stdout.columns ?? 110, 60), 130);

type Style = Parameters<typeof styleText>[0];

export function printHeading(): void {
  console.log(`\n${paint('bold', 'halo-mcp')}: what an assistant such as Claude can answer from Halo PSA`);
  console.log(
    paint('dim', 'Shown on made-up data; every question is really asked, over MCP, of the compiled program'),
  );
}

/** What the session is between. */
export function printConnection(connection: {
  readonly program: string;
  readonly halo: string;
  readonly protocol: string;
  readonly tools: number;
}): void {
  const lines = [
    ['program', `${connection.program}, version ${version}`],
    ['Halo', `${connection.halo}, the demo Halo on this computer`],
    [
      'session',
      `MCP ${connection.protocol} over standard input and output; ${connection.tools} tools, all read-only`,
    ],
  ] as const;
  console.log(`\n${lines.map(([name, text]) => `  ${paint('dim', name.padEnd(9))}${text}`).join('\n')}`);
}

export function printQuestion(
  number: number,
  who: string,
  question: string,
  tool: string,
  args: Readonly<Record<string, unknown>>,
): void {
  console.log(`\n\n${paint('dim', `${number}. ${who} asks`)}`);
  console.log(`   ${paint('bold', question)}`);
  const given = Object.entries(args).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  console.log(`   ${paint('cyan', `${tool}(${given.length > 0 ? `{ ${given.join(', ')} }` : ''})`)}\n`);
}

/** The answer as the assistant gets it; long ones are cut, which is said. */
export function printAnswer(answer: string, ms: number, longest = 14): void {
  const lines = answer.trimEnd().split('\n');
  const [first = '', ...rest] = lines;
  const shown = [...wrap(first), ...rest.slice(0, longest).map(cut)];
  for (const line of shown) console.log(`   ${paint('dim', '│')} ${line}`);
  const left = rest.length - longest;
  const more = left > 0 ? `${left} more lines here, which the assistant gets too; ` : '';
  console.log(
    paint(
      'dim',
      `   └ ${more}${answer.length.toLocaleString('en')} characters in ${(ms / 1000).toFixed(2)} s`,
    ),
  );
}

/** How a person gets the same into Claude. */
export function printHowToConnect(program: string, seconds: number): void {
  const entry = { mcpServers: { 'halo-demo': { command: program, args: ['serve', '--demo'] } } };
  const lines = [
    '',
    '',
    `${paint('bold', 'Ask Claude yourself')}`,
    '',
    '   Claude Desktop: Settings › Developer › Edit Config, add this, then quit Claude and open it again:',
    '',
    ...JSON.stringify(entry, null, 2)
      .split('\n')
      .map((line) => `   ${paint('cyan', line)}`),
    '',
    '   Claude Code:',
    '',
    `   ${paint('cyan', `claude mcp add halo-demo -- ${quote(program)} serve --demo`)}`,
    '',
    '   Your own Halo instead of the demo:',
    '',
    `   ${paint('cyan', `${quote(program)} settings`)}`,
    '',
    paint('dim', `Done in ${seconds.toFixed(1)} s; the demo Halo stops now`),
  ];
  console.log(lines.join('\n'));
}

function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > width - 6) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return [...lines, line];
}

function cut(line: string): string {
  const plain = stripVTControlCharacters(line);
  return plain.length > width - 6 ? `${plain.slice(0, width - 7)}…` : plain;
}

/** Colours only for a person at a terminal. */
function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

function quote(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `"${path}"`;
}
