import { leaveOwnConsole } from '../desktop/own-console.ts';

/** Leaves the console, where it is this program's alone and the command shows itself in another way. True where it was left. */
export function leaveConsole(args: readonly string[]): boolean {
  return showsItself(args) && leaveOwnConsole();
}

/** The icon and the page in the browser need no window of a console; what prints an address or its help does. */
function showsItself([command, ...options]: readonly string[]): boolean {
  return (command === 'tray' || command === 'settings') && options.every((option) => option === '--at-login');
}
