// Runs inside Wine, by the program's own Bun: starts the program given as arguments with real Windows pipes and passes
// everything on. Wine hands a Unix pipe to a program as something that Bun's `process.stdin` can not open (EBADF),
// though reading it as a file works.
import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';

const { BUN_BE_BUN: _, ...env } = process.env;
const [file = '', ...args] = process.argv.slice(2);
const child = spawn(file, args, { env, stdio: 'pipe' });
createReadStream('', { fd: 0 }).pipe(child.stdin);
child.stdin.on('error', () => undefined); // it may end while it is being written to
child.stdout.pipe(process.stdout);
child.stderr.pipe(process.stderr);
child.on('close', (code) => process.exit(code ?? 1));
