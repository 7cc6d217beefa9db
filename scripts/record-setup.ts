import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { putIntoReadme, recordSetUp } from '../src/testing/recorded-setup.ts';
import { root } from './checks.ts';

// Runs the wizard in a real terminal, with a real keyring and the demo Halo, and puts what it shows into the README. Needs tmux,
// gnome-keyring and Linux.
const readme = join(root, 'README.md');
await writeFile(readme, await putIntoReadme(readme, await recordSetUp()));
