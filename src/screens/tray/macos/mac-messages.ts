import { spawn } from 'node:child_process';
import type { TrayMessage } from '../tray.ts';

/** The texts are arguments, so that nothing in them is read as a script. */
const script = [
  'on run texts',
  'display notification (item 2 of texts) with title (item 1 of texts)',
  'end run',
];

/** Shows a message by the system's own script runner: its notification centre takes messages only from programs in a bundle. */
export function showMacMessage({ title, text }: TrayMessage): Promise<boolean> {
  const lines = script.flatMap((line) => ['-e', line]);
  return new Promise((resolve) => {
    const child = spawn('/usr/bin/osascript', [...lines, title, text], { stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
