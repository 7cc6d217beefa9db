/** Leaves the console, where it is this program's alone and the command shows itself in another way. True where it was left. */
export async function leaveConsole(args: readonly string[]): Promise<boolean> {
  if (process.platform !== 'win32' || !showsItself(args)) return false;
  // It brings native calls, which no server is to have.
  const { leaveOwnConsole } = await import('../desktop/own-console.ts');
  return leaveOwnConsole();
}

/** The icon and the page in the browser need no window of a console; what prints an address or its help does. */
function showsItself([command, ...options]: readonly string[]): boolean {
  return (command === 'tray' || command === 'settings') && options.every((option) => option === '--at-login');
}
