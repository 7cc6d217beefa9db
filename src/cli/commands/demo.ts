import { parseArgs } from 'node:util';
import { systemClock } from '../../base/clock.ts';
import { faultKinds } from '../../demo/faults.ts';
import type { Command } from '../command.ts';
import { demoOptions } from '../demo-options.ts';
import { exitCode } from '../exit-code.ts';
import { openDemo } from '../open-demo.ts';
import { readWhole } from '../options.ts';
import { printLine } from '../terminal.ts';

/** The demo Halo as a server of its own, to point a halo-mcp or any other program at. */
export const demo: Command = {
  help: `Usage: halo-mcp demo [--port N] [--seed N] [--date YYYY-MM-DD] [--scale N] [--latency MS] [--fault KIND]

Serves a made-up Halo on this computer alone until it is stopped (Ctrl-C), and prints the environment that connects to it.

  --port N        Where to listen; 0, the default, takes any free port
  --date DAY      Its today, YYYY-MM-DD (the real one if left out)
  --seed N        Another made-up company for each number
  --scale N       How many times more of everything
  --latency MS    How slow it answers
  --fault KIND    Something to go wrong: KIND[:ARGUMENT][@/path][,afterN][,xN], such as rate-limit:7@/Invoice,x2

Kinds of fault: ${faultKinds.join(', ')}`,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: { port: { type: 'string' }, ...demoOptions },
      strict: true,
    });
    const port = readWhole('--port', values.port, 0, { from: 0, to: 65_535 });
    const { halo, connection } = await openDemo(values, systemClock, port);
    printLine(terminal.output, `HALO_INSTANCE_URL=${connection.address}`);
    printLine(terminal.output, `HALO_CLIENT_ID=${connection.clientId}`);
    printLine(terminal.output, `HALO_CLIENT_SECRET=${connection.clientSecret}`);
    printLine(
      terminal.errorOutput,
      `To sign in as one of its staff instead: halo-mcp setup --sign-in --address ${connection.address} --client-id ${halo.nativeClientId}`,
    );
    for (const { name, email, password, note } of halo.logins) {
      printLine(terminal.errorOutput, `  ${name} (${note}): ${email}, password ${password}`);
    }
    printLine(terminal.errorOutput, 'The demo Halo is running; press Ctrl-C to stop it');
    await terminal.asksToEnd;
    await halo.stop();
    return exitCode.done;
  },
};
