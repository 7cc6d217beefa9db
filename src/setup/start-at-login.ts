import { dirname } from 'node:path';
import { UserError } from '../base/errors.ts';
import type { AutostartState, StartedProgram } from '../desktop/autostart/autostart.ts';
import { openAutostart } from '../desktop/autostart/open-autostart.ts';
import { readVariable } from '../desktop/computer.ts';
import type { Workplace } from './workplace.ts';

/** Whether the icon in the bar comes by itself when this person signs in to the computer. */
export interface StartAtLogin {
  /** Where that is written: a file, or a value of the registry. */
  readonly place: string;
  /** `other` where another program starts under our name, such as a copy that was moved since. Never throws. */
  readonly read: () => AutostartState;
  /** On also puts this program in the place of another one. Counts from the next sign-in. Throws a UserError. */
  readonly set: (isOn: boolean) => void;
}

/** Undefined where nothing can start by itself. */
export function openStartAtLogin(
  workplace: Pick<Workplace, 'computer' | 'paths' | 'program' | 'clock'>,
): StartAtLogin | undefined {
  const autostart = openAutostart(workplace.computer);
  if (autostart === undefined) return undefined;
  const program = describeTray(workplace);
  return {
    place: autostart.place,
    read: () => autostart.find(program),
    set: (isOn) => {
      if (isOn) return autostart.write(program, new Date(workplace.clock.now()));
      autostart.remove();
      if (autostart.isForEverybody() && autostart.find(program) !== 'off') throw new UserError(everybodys);
    },
  };
}

const everybodys =
  'The icon starts for everybody on this computer. Switch it off for yourself in Windows’ settings: Apps, Startup';

/** The tray that opens no window by itself. */
function describeTray({
  program,
  computer,
  paths,
}: Pick<Workplace, 'program' | 'computer' | 'paths'>): StartedProgram {
  const isMoved = readVariable(computer, 'HALO_MCP_HOME') !== undefined;
  return {
    command: program.command,
    args: [...program.args, 'tray', '--at-login'],
    // A session need not have the variable that a terminal had.
    env: isMoved ? { HALO_MCP_HOME: dirname(paths.settingsFile) } : {},
  };
}
