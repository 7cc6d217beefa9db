import { parseArgs } from 'node:util';
import { systemClock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { version } from '../../base/version.ts';
import { createHaloClient } from '../../halo/client.ts';
import { type CallSettings, defaultDeadlineMs } from '../../mcp/call-tool.ts';
import type { Workplace } from '../../setup/workplace.ts';
import type { Command } from '../command.ts';
import { createConnector } from '../connector.ts';
import { type DemoValues, demoOptions } from '../demo-options.ts';
import { readDeadlineMs } from '../halo-settings.ts';
import { serveUntilEnd } from '../serve-until-end.ts';
import { printLine } from '../terminal.ts';
import { openWorkplace } from '../workplace.ts';

/** The MCP server. Starts whatever is missing, so that an assistant shows our sentences rather than "server disconnected". */
export const serve: Command = {
  help: `Usage: halo-mcp [serve] [--profile NAME]
       halo-mcp [serve] --demo [--date YYYY-MM-DD] [--seed N] [--scale N] [--latency MS] [--fault KIND]

An MCP server on standard input and output, with all tools, all read-only.

  --profile NAME  Which of the Halos that "halo-mcp setup" stored
  --demo          Answer from a made-up Halo inside this program; no login needed
  --date DAY      The demo's today, YYYY-MM-DD (the real one if left out)
  --seed N        Another made-up company for each number
  --scale N       How many times more of everything
  --latency MS    How slow the demo answers
  --fault KIND    Something to go wrong in the demo ("halo-mcp demo --help" lists the kinds)

The login comes from the profile asked for, else from HALO_INSTANCE_URL, HALO_CLIENT_ID and HALO_CLIENT_SECRET, else from the
profile that HALO_PROFILE names, else from the profile "default".`,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: { profile: { type: 'string' }, demo: { type: 'boolean' }, ...demoOptions },
      strict: true,
    });
    const workplace = openWorkplace(terminal, { also: (line) => printLine(terminal.errorOutput, line) });
    const { log, paths } = workplace;
    const settings =
      values.demo === true ? await demoSettings(values, log) : haloSettings(workplace, values.profile);
    log.info('serving', {
      version,
      pid: process.pid,
      demo: values.demo === true,
      profile: values.profile,
    });
    if (terminal.platform === 'win32') void removeOldPrograms(workplace);
    return serveUntilEnd({ ...settings, logPlace: paths.logFile }, terminal);
  },
};

/** An assistant that starts the server has let go of the one before an update. */
async function removeOldPrograms({ program }: Workplace): Promise<void> {
  const { removeMovedPrograms } = await import('../../desktop/moved-programs.ts');
  removeMovedPrograms(program.command);
}

type ServeSettings = Omit<CallSettings, 'logPlace'>;

function haloSettings(workplace: Workplace, profile: string | undefined): ServeSettings {
  const { computer, paths, log } = workplace;
  return {
    connect: createConnector(workplace, profile),
    now: () => new Date(),
    log,
    deadlineMs: () => readDeadlineMs(computer.environment, paths.settingsFile),
  };
}

async function demoSettings(values: DemoValues, log: Log): Promise<ServeSettings> {
  // The made-up company is a good part of the program, which a real Halo's server need not load.
  const { openDemo } = await import('../open-demo.ts');
  const demo = await openDemo(values, systemClock);
  const client = createHaloClient({ connection: demo.connection, rateLimit: 0, log });
  return {
    connect: () => client,
    now: demo.now,
    log,
    deadlineMs: () => defaultDeadlineMs,
    notice: 'Demo data, not a real Halo',
  };
}
