import { createLog } from '../base/log.ts';
import { version } from '../base/version.ts';
import { createLogFile } from '../desktop/log-file.ts';
import { findPaths } from '../desktop/paths.ts';
import { createHaloClient, type HaloClient } from '../halo/client.ts';
import { defaultDeadlineMs } from '../mcp/call-tool.ts';
import { readExtensionSettings, rewordForExtension } from './extension-settings.ts';
import { serveUntilEnd } from './serve-until-end.ts';
import { openTerminal, printLine } from './terminal.ts';

/** What the extension's Node can and can't do is for whoever starts this to know. */
export interface ExtensionPlace {
  /** The certificate authorities that this computer's own store trusts, in PEM form; none where Node can't tell. */
  readonly readSystemAuthorities: () => readonly string[];
}

/**
 * The MCP server as an extension of Claude Desktop, in whatever Node Claude has: its login comes from the extension's settings, and
 * it needs neither the keychain nor anything else that only Bun has.
 */
export async function serveExtension({ readSystemAuthorities }: ExtensionPlace): Promise<never> {
  const terminal = openTerminal();
  const { logFile } = findPaths(terminal);
  const toErrors = (line: string) => printLine(terminal.errorOutput, line);
  const toFile = createLogFile(logFile, (reason) => toErrors(`The log file can't be written (${reason})`));
  const log = createLog('info', [toErrors, toFile], () => new Date());
  log.info('serving', { version, pid: process.pid, extension: true, node: process.version });
  let client: HaloClient | undefined;
  const connect = () => {
    if (client === undefined) {
      const { connection, network } = readExtensionSettings(terminal.environment);
      const authorities = [...readSystemAuthorities(), network.extraCertificates ?? ''].join('\n').trim();
      const extraCertificates = authorities === '' ? undefined : authorities;
      client = createHaloClient({ connection, network: { ...network, extraCertificates }, log });
    }
    return client;
  };
  return serveUntilEnd(
    {
      connect,
      now: () => new Date(),
      log,
      deadlineMs: () => defaultDeadlineMs,
      logPlace: logFile,
      reword: rewordForExtension,
    },
    terminal,
  );
}
