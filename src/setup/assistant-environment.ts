/** What assistants on the MCP SDK hand to a server they start, beside the variables of its entry; read in the SDK's source. */
const passedOn = ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER'];
const passedOnByWindows = [
  'APPDATA',
  'COMSPEC',
  'HOMEDRIVE',
  'HOMEPATH',
  'LOCALAPPDATA',
  'PATH',
  'PATHEXT',
  'PROCESSOR_ARCHITECTURE',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'PROGRAMW6432',
  'SYSTEMDRIVE',
  'SYSTEMROOT',
  'TEMP',
  'USERNAME',
  'USERPROFILE',
  'WINDIR',
];

/**
 * The variables a server finds when Claude Desktop starts it: a few of the system's, then those of its entry.
 * On Windows names are the same in any case, and the entry's spelling wins.
 */
export function assistantEnvironment(
  computer: {
    readonly platform: NodeJS.Platform;
    readonly environment: Readonly<Record<string, string | undefined>>;
  },
  entry: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const isWindows = computer.platform === 'win32';
  const allowed = new Set(isWindows ? passedOnByWindows : passedOn);
  const toKey = (name: string) => (isWindows ? name.toUpperCase() : name);
  const own = new Set(Object.keys(entry).map(toKey));
  const passed = Object.entries(computer.environment).filter(
    ([name, value]) =>
      // A value that begins so is a function of the shell, which the SDK leaves out.
      value !== undefined && !value.startsWith('()') && allowed.has(toKey(name)) && !own.has(toKey(name)),
  );
  return Object.fromEntries([
    ...passed.map(([name, value]) => [name, value ?? ''] as const),
    ...Object.entries(entry),
  ]);
}
