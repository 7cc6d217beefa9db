import { openAutostart } from '../desktop/autostart/open-autostart.ts';
import { openLauncher } from '../desktop/launcher.ts';
import type { Workplace } from './workplace.ts';

/** Something of ours that this person's desktop shows or starts. */
export interface DesktopEntry {
  /** In words for a person, with its place. */
  readonly what: string;
  readonly isThere: () => boolean;
  /** False where there was none. Throws a UserError. */
  readonly remove: () => boolean;
}

/** All there may be, on this system. */
export function listDesktopEntries({ computer }: Pick<Workplace, 'computer'>): readonly DesktopEntry[] {
  const [autostart, launcher] = [openAutostart(computer), openLauncher(computer)];
  return [
    ...(autostart === undefined
      ? []
      : [{ ...autostart, what: `The start of the icon at login (${autostart.place})` }]),
    ...(launcher === undefined
      ? []
      : [{ ...launcher, what: `The entry in the menu of applications (${launcher.place})` }]),
  ];
}
