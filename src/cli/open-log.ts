import { createLog, type Log, type LogSink } from '../base/log.ts';
import { createLogFile } from '../desktop/log-file.ts';
import type { Paths } from '../desktop/paths.ts';
import { readLogLevel } from './halo-settings.ts';
import { printLine, type Terminal } from './terminal.ts';

/** Our diary: in its file, and wherever else it is to be seen. */
export function openLog(terminal: Terminal, { logFile, settingsFile }: Paths, also?: LogSink): Log {
  const toFile = createLogFile(logFile, (reason) =>
    printLine(
      terminal.errorOutput,
      `The log file ${logFile} can't be written (${reason})${also === undefined ? '' : '; logging here only'}`,
    ),
  );
  const sinks = also === undefined ? [toFile] : [also, toFile];
  return createLog(readLogLevel(terminal.environment, settingsFile), sinks, () => new Date());
}
