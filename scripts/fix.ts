import { biomeCheck, root } from './checks.ts';

// Puts right what can be put right without thinking: format, import order, simple lint.
const child = Bun.spawn([...biomeCheck, '--write'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
process.exit(await child.exited);
