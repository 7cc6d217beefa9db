import { watchParent } from '../desktop/processes.ts';
import type { CallSettings } from '../mcp/call-tool.ts';
import { serveStdio } from '../mcp/serve-stdio.ts';
import { createServer } from '../mcp/server.ts';
import { catalogue } from '../tools/catalogue.ts';
import { exitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Answers MCP, with all tools, until the assistant or the system wants no more; then it ends the process. */
export async function serveUntilEnd(settings: CallSettings, terminal: Terminal): Promise<never> {
  const { log } = settings;
  const ended = serveStdio(() => createServer(catalogue, settings), terminal.input, terminal.output, log);
  const orphaned = new Promise<string>((resolve) =>
    watchParent(() => resolve('the program that started halo-mcp has gone')),
  );
  const asked = terminal.asksToEnd.then(() => 'asked to end');
  log.info('ended', { reason: await Promise.race([ended, orphaned, asked]) });
  // Requests under way and open sockets would hold the process; nothing is left to answer to.
  process.exit(exitCode.done);
}
