import type { ListedCommand } from './command.ts';

/** Everything that can be typed after `halo-mcp`, as `--help` lists it. */
export const commands: readonly ListedCommand[] = [
  {
    names: ['serve'],
    summary: 'Answers an assistant over MCP on standard input and output (what no command means)',
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  {
    names: ['setup'],
    summary: 'Connects your Halo and your assistants, with questions or without',
    load: async () => (await import('./commands/setup.ts')).setup,
  },
  {
    names: ['settings'],
    summary: 'Opens the settings in the browser: all that set-up does, by mouse, and every tool to try',
    load: async () => (await import('./commands/settings.ts')).settings,
  },
  {
    names: ['tray'],
    summary: 'Shows an icon in the bar: whether Claude can ask Halo, with a menu for the daily things',
    load: async () => (await import('./commands/tray.ts')).tray,
  },
  {
    names: ['status', 'doctor'],
    summary: 'Tells what is set up, whether it works and what to do; also for support',
    load: async () => (await import('./commands/status.ts')).status,
  },
  {
    names: ['logs'],
    summary: 'Prints what halo-mcp did lately, or follows it',
    load: async () => (await import('./commands/logs.ts')).logs,
  },
  {
    names: ['update'],
    summary: 'Puts a newer release in the place of this program, checked and signed; only when you ask',
    load: async () => (await import('./commands/update.ts')).update,
  },
  {
    names: ['uninstall'],
    summary: 'Takes back all that set-up did on this computer',
    load: async () => (await import('./commands/uninstall.ts')).uninstall,
  },
  {
    names: ['demo'],
    summary: 'Starts a made-up Halo to try things on; prints how to connect to it',
    load: async () => (await import('./commands/demo.ts')).demo,
  },
];

/** The command of that name, by any of its names. */
export function findCommand(name: string): ListedCommand | undefined {
  return commands.find(({ names }) => names.includes(name));
}
