import { parseArgs } from 'node:util';
import { UserError } from '../../base/errors.ts';
import { openLauncher } from '../../desktop/launcher.ts';
import { becomeInstance } from '../../desktop/one-instance.ts';
import { drawAppIcon } from '../../screens/icon/product-icon.ts';
import { toSvg } from '../../screens/icon/to-svg.ts';
import type { SettingsServer } from '../../screens/settings/server.ts';
import type { SettingsPlace } from '../../screens/settings/settings-place.ts';
import { loadTray } from '../../screens/tray/load-tray.ts';
import { type RunningTray, runTray } from '../../screens/tray/run-tray.ts';
import { TrayError } from '../../screens/tray/tray-error.ts';
import { listProfiles } from '../../setup/profiles.ts';
import type { Workplace } from '../../setup/workplace.ts';
import type { Command } from '../command.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { findLoginSource } from '../halo-settings.ts';
import { printLine, type Terminal } from '../terminal.ts';
import { createTrayActions } from '../tray-actions.ts';
import { openWorkplace } from '../workplace.ts';

/** The icon in the bar, until the person quits it. */
export const tray: Command = {
  help: `Usage: halo-mcp tray [--at-login]

Shows an icon in the bar that tells whether Claude can ask Halo, with a menu for the daily things: settings, a test, a repair of
Claude Desktop, the log. A click on it opens the settings. There is one for each person: a second start opens the settings of the
first.

  --at-login  For the start with the computer: opens no window by itself

It runs until Quit in its menu, or Ctrl-C. Where this computer shows no icons, it says so and opens the settings instead.`,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: { 'at-login': { type: 'boolean' } },
      strict: true,
    });
    const opensSettings = values['at-login'] !== true;
    const workplace = openWorkplace(terminal);
    const { environment } = terminal;
    const running = Promise.withResolvers<RunningTray>();
    const instance = await becomeInstance(
      workplace,
      { opensSettings, token: environment['XDG_ACTIVATION_TOKEN'] },
      ({ token }) => void running.promise.then((icon) => icon.activate(token)),
      terminal.signal,
    );
    if (instance === undefined) {
      printLine(terminal.output, 'The icon of halo-mcp is there already. Its settings open in your browser');
      return exitCode.done;
    }
    try {
      return await showIcon(terminal, workplace, opensSettings, running.resolve);
    } catch (error) {
      if (!(error instanceof TrayError)) throw error;
      workplace.log.warn('tray', { reason: error.message });
      printLine(terminal.errorOutput, error.message);
      if (!opensSettings) return exitCode.failed;
    } finally {
      instance.release();
    }
    const { settings } = await import('./settings.ts');
    return await settings.run([], terminal);
  },
};

async function showIcon(
  terminal: Terminal,
  workplace: Workplace,
  opensSettings: boolean,
  onRunning: (icon: RunningTray) => void,
): Promise<ExitCode> {
  const { computer, clock, log } = workplace;
  const { platform, environment } = computer;
  let page: SettingsServer | undefined;
  let icon: RunningTray | undefined;
  const actions = createTrayActions(terminal, workplace, {
    startSettings: async () => {
      page = await startSettings(terminal, {
        onDisconnect: (assistant) => {
          if (assistant === 'claude-desktop') icon?.forgetClaude();
        },
      });
      return page;
    },
    explainNoBar: async () => {
      const words = 'This desktop has no bar that shows icons';
      log.warn('tray', { reason: words });
      const hasLauncher = keepLauncher(workplace);
      if (!opensSettings) return;
      const again = hasLauncher ? ', and "Halo MCP" in the menu of applications opens them again' : '';
      printLine(
        terminal.errorOutput,
        `${words}. The settings open in your browser${again}; the icon comes with a bar`,
      );
      if (page === undefined) await actions.openSettings(undefined);
    },
  });
  const bar = await loadTray({ platform, environment, log });
  icon = await runTray(bar, actions, { clock, log, signal: terminal.signal, isAtLogin: !opensSettings });
  onRunning(icon);
  // Whoever starts it by hand for the first time has nothing yet to see in a menu.
  if (opensSettings && !isSetUp(workplace)) void icon.activate(environment['XDG_ACTIVATION_TOKEN']);
  await icon.ended;
  await page?.stop();
  return terminal.signal.aborted ? exitCode.interrupted : exitCode.done;
}

/** Where no icon can be clicked, the settings are still to be found by the mouse. True where they are. */
function keepLauncher({ computer, program, clock, log }: Workplace): boolean {
  const launcher = openLauncher(computer);
  const launched = { ...program, args: [...program.args, 'settings'], icon: toSvg(drawAppIcon()) };
  try {
    launcher?.keep(launched, new Date(clock.now()));
    return launcher !== undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.warn('tray', { reason: error.message });
    return false;
  }
}

/** Loaded when it is first wanted: it takes as much memory as all the rest. */
async function startSettings(
  terminal: Terminal,
  heard: Pick<SettingsPlace, 'onDisconnect'>,
): Promise<SettingsServer> {
  const [{ createSettingsPlace }, { openSettings }] = await Promise.all([
    import('../settings-place.ts'),
    import('../../screens/settings/settings.ts'),
  ]);
  return openSettings(createSettingsPlace(terminal, heard), { stays: true });
}

/** Settings that can't be read are for the status to tell. */
function isSetUp(workplace: Workplace): boolean {
  try {
    const { environment } = workplace.computer;
    return (
      findLoginSource(environment, undefined).kind === 'environment' || listProfiles(workplace).length > 0
    );
  } catch (error) {
    if (error instanceof UserError) return true;
    throw error;
  }
}
