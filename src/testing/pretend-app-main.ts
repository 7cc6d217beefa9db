// What a pretend app does, which runs in a process of its own. `keeps FILE`: as Claude's app it reads its file once and writes it
// anew from memory when it quits. `stays`: it does not quit when asked. `helps`: it starts a helper with the same executable.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [behaviour = '', file = ''] = process.argv.slice(2);
const memory = behaviour === 'keeps' ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
if (behaviour === 'helps')
  spawn(process.execPath, [process.argv[1] ?? '', 'waits'], { stdio: ['pipe', 'ignore', 'ignore'] });

process.on('SIGTERM', () => {
  if (behaviour === 'stays') return;
  if (memory !== undefined) writeFileSync(file, JSON.stringify(memory, null, 2));
  process.exit(0);
});
// Nothing outlives whoever started it, however that ended.
process.stdin.on('end', () => process.exit(1)).resume();
process.stdout.write('ready\n');
