import { parseArgs } from 'node:util';
import { parseJson } from '../../base/json.ts';
import { followLog, readLogTail } from '../../desktop/log-reader.ts';
import { findPaths } from '../../desktop/paths.ts';
import type { Command } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import { readWhole } from '../options.ts';
import { printLine } from '../terminal.ts';

const usualLines = 50;

/** Our diary, for a person or, as it is written, for a program. */
export const logs: Command = {
  help: `Usage: halo-mcp logs [--lines N] [--follow] [--json]

Prints what halo-mcp did lately: starts, which tool ran and how long, what went wrong. It holds no questions, no answers and no secrets.

  --lines N       How many of the last lines (${usualLines})
  --follow, -f    Go on printing new lines until Ctrl-C
  --json          The lines as they stand in the file, one JSON object each`,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        lines: { type: 'string', short: 'n' },
        follow: { type: 'boolean', short: 'f' },
        json: { type: 'boolean' },
      },
      strict: true,
    });
    const lines = readWhole('--lines', values.lines, usualLines, { from: 0, to: 100_000 });
    const { logFile } = findPaths(terminal);
    const isFollowing = values.follow === true;
    const onLine = (line: string) => printLine(terminal.output, values.json === true ? line : describe(line));
    const isEmpty = readLogTail(logFile, 1).length === 0;
    printLine(
      terminal.errorOutput,
      isEmpty ? `There is no log yet; it will be ${logFile}` : `The log is ${logFile}`,
    );
    if (isFollowing) {
      await followLog(logFile, { lines, onLine, signal: terminal.signal });
      return exitCode.interrupted;
    }
    for (const line of readLogTail(logFile, lines)) onLine(line);
    return exitCode.done;
  },
};

/** A line as a person reads it: the time of this computer, how grave it is, what happened, then the facts. */
function describe(line: string): string {
  const entry = parseJson(line);
  if (typeof entry !== 'object' || entry === null) return removeControls(line);
  const { at, level, message, ...facts } = { at: '', level: '', message: '', ...entry };
  const parts = Object.entries(facts).map(([name, value]) => `${name}=${describeValue(value)}`);
  const text = [describeTime(String(at)), String(level).padEnd(5), String(message), ...parts].join('  ');
  return removeControls(text);
}

function describeValue(value: unknown): string {
  const text = String(value);
  return typeof value === 'string' && /[\s"=]/.test(text) ? JSON.stringify(text) : text;
}

function describeTime(at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** Names that other programs gave themselves must not steer the terminal. */
function removeControls(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
