import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { getExecutable } from '../src/testing/program.ts';
import { readSurface } from '../src/testing/surface.ts';
import {
  type AnswerCost,
  idealMs,
  latencyMs,
  measureAnswers,
  measureResidentAfterRevenue,
} from './bench/answers.ts';
import { measureIdleTray } from './bench/idle-tray.ts';
import { measureStartUps, type StartUp } from './bench/start-up.ts';
import { buildExecutable } from './build.ts';
import { root } from './checks.ts';
import { getOwnTarget } from './targets.ts';

/** A figure that is to be reached. */
interface Goal {
  readonly name: string;
  readonly measured: string;
  readonly target: string;
  readonly isReached: boolean;
}

const starts = 15;
const date = '2026-11-15';

const startUps = await measureStarts();
const [ours, node] = [startUps[0], startUps[1]];
const residentAfterRevenue = await measureResidentAfterRevenue(date);
const { tools, toolListBytes } = await readSurface();
const toolListTokens = encode(JSON.stringify(tools)).length;
const answers = { 1: await measureAnswers(date, 1), 10: await measureAnswers(date, 10) };
// A minute of its own, when nothing else of ours runs.
const idleTray = process.platform === 'linux' ? await measureIdleTray(date) : undefined;

const goals: readonly Goal[] = [
  atLeast(
    'tools/list sooner than bare Node, times',
    (node?.toolListMs ?? 0) / (ours?.toolListMs ?? 1),
    4,
    '',
  ),
  atMost('memory after tools/list', (ours?.residentBytes ?? 0) / 1e6, 70, 'MB'),
  atMost('reply to tools/list', toolListBytes / 1000, 22, 'KB'),
  atMost('five clients', find(answers[1], 'list_clients, five').bytes / 1000, 1, 'KB'),
  atMost('the ticket of 200 KB', find(answers[1], 'get_ticket, of 200 KB').bytes / 1000, 16, 'KB'),
  atMost('revenue of all clients, times the ideal, scale 1', timesIdeal(answers[1]), 1.5, ''),
  atMost('revenue of all clients, times the ideal, scale 10', timesIdeal(answers[10]), 1.5, ''),
  ...(idleTray
    ? [
        atMost('memory of the idle tray', idleTray.residentBytes / 1e6, 60, 'MB'),
        atMost('processor of the idle tray', (100 * idleTray.busyMs) / idleTray.watchedMs, 0.2, '%'),
      ]
    : []),
];

const machine = `${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`;
console.log(`Measured on ${machine}; Bun ${Bun.version}; demo of ${date}\n`);
print(
  ['start (median of 15)', 'to initialize', 'to tools/list', 'memory then'],
  startUps.map(({ name, initializeMs, toolListMs, residentBytes }) => [
    name,
    `${initializeMs.toFixed(0)} ms`,
    `${toolListMs.toFixed(0)} ms`,
    `${(residentBytes / 1e6).toFixed(1)} MB`,
  ]),
);
print(
  ['halo-mcp', 'measured'],
  [
    ['memory after revenue_breakdown', `${(residentAfterRevenue / 1e6).toFixed(1)} MB`],
    ['reply to tools/list', `${toolListBytes} bytes, ${toolListTokens} tokens`],
  ],
);
console.log(
  `Answers of Halo take ${latencyMs} ms; HALO_RATE_LIMIT=0 and HALO_DEADLINE_MS=600000 lift the limiter and the deadline.\n"first" is in a new process, with signing in and look-ups that are kept; "again" is the same question after it.\n`,
);
for (const [scale, costs] of Object.entries(answers)) {
  print(
    [`answer, scale ${scale}`, 'bytes', 'tokens', 'requests first', 'ms', 'requests again', 'ms'],
    costs.map(({ name, bytes, tokens, first, again }) => [
      name,
      ...[bytes, tokens, first.requests, first.ms, again.requests, again.ms].map((value) => value.toFixed(0)),
    ]),
  );
}
print(
  ['to reach', 'measured', 'target', ''],
  goals.map(({ name, measured, target, isReached }) => [
    name,
    measured,
    target,
    isReached ? 'reached' : 'NOT REACHED',
  ]),
);
console.log(
  JSON.stringify({
    machine,
    startUps,
    residentAfterRevenue,
    toolListBytes,
    toolListTokens,
    answers,
    idleTray,
    goals,
  }),
);

async function measureStarts(): Promise<readonly StartUp[]> {
  const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-bench-'));
  try {
    const empty = join(folder, 'empty');
    await buildExecutable(getOwnTarget(), empty, 'scripts/bench/empty.ts');
    const bare = join(root, 'scripts/bench/bare-server.mjs');
    const subjects = [
      { name: 'halo-mcp', command: [await getExecutable()], speaksMcp: true },
      { name: 'bare server in Node', command: [Bun.which('node') ?? 'node', bare], speaksMcp: true },
      { name: 'empty executable of Bun', command: [empty], speaksMcp: false },
    ];
    return await measureStartUps(subjects, starts, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of the first asking, whose time also holds the sign-in. */
function timesIdeal(costs: readonly AnswerCost[]): number {
  const { first } = find(costs, 'revenue_breakdown');
  return first.ms / idealMs(first.requests);
}

function find(costs: readonly AnswerCost[], name: string): AnswerCost {
  const cost = costs.find((candidate) => candidate.name === name);
  if (!cost) throw new Error(`${name} was not measured`);
  return cost;
}

function atMost(name: string, value: number, limit: number, unit: string): Goal {
  return {
    name,
    measured: `${value.toFixed(2)} ${unit}`,
    target: `≤ ${limit} ${unit}`,
    isReached: value <= limit,
  };
}

function atLeast(name: string, value: number, limit: number, unit: string): Goal {
  return {
    name,
    measured: `${value.toFixed(2)} ${unit}`,
    target: `≥ ${limit} ${unit}`,
    isReached: value >= limit,
  };
}

/** A table for people: the first column to the left, the others to the right. */
function print(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  for (const row of [head, widths.map((width) => '-'.repeat(width)), ...rows]) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    console.log(cells.join('  ').trimEnd());
  }
  console.log();
}
