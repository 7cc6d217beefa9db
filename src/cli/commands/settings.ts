import { parseArgs } from 'node:util';
import { UserError } from '../../base/errors.ts';
import { askInstance } from '../../desktop/one-instance.ts';
import { openSettings } from '../../screens/settings/settings.ts';
import type { Command } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import { createSettingsPlace } from '../settings-place.ts';
import { printLine } from '../terminal.ts';

/** The settings page, in the person's browser. */
export const settings: Command = {
  help: `Usage: halo-mcp settings [--no-open]

Opens the settings in the browser: connect a Halo and assistants, see what works, try a question, remove everything.
The page comes from this program, on this computer alone, and ends with it: after fifteen minutes without use, with its own
"Close the settings", or with Ctrl-C.

  --no-open  Only print the page's address, for a browser of this computer and this person. It works once, for ten minutes, and
             whoever opens it may do everything that the page can, so give it to nobody

While the icon in the bar is there, it is asked to open its own page. The exit code is 0 once the page has closed, 130 after Ctrl-C.`,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: { 'no-open': { type: 'boolean' } },
      strict: true,
    });
    const isPrinted = values['no-open'] === true;
    const place = createSettingsPlace(terminal);
    const say = (line: string) => printLine(terminal.output, line);
    const token = terminal.environment['XDG_ACTIVATION_TOKEN'];
    if (!isPrinted && (await askInstance(place.workplace, { opensSettings: true, token }))) {
      say('The settings open in your browser; they belong to the halo-mcp icon in the bar');
      return exitCode.done;
    }
    await using page = openSettings(place, { stays: false });
    // Nothing is logged at the end: the person may have removed everything, the log too.
    place.workplace.log.info('settings page open');
    const url = page.issueUrl();
    if (isPrinted) say(url);
    else {
      say('The settings open in your browser. They close after 15 minutes without use, or with Ctrl-C here');
      // Some browsers hold the opening up until they are closed.
      void place.openInBrowser(url).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        say(`No browser could be opened. Open this address in a browser of this computer yourself:\n${url}`);
      });
    }
    const end = await Promise.race([
      page.closed.then(() => 'closed' as const),
      terminal.asksToEnd.then(() => 'asked' as const),
    ]);
    return end === 'asked' ? exitCode.interrupted : exitCode.done;
  },
};
