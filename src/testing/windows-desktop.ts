// Runs inside Wine, compiled: does what its argument says with this system's own programs and policies, and prints what it found
// as one line of JSON.
import { systemClock } from '../base/clock.ts';
import { claudeDesktop } from '../desktop/assistants/claude-desktop.ts';
import { findForbiddingPolicy } from '../desktop/policies.ts';
import { canQuit, quitAssistant } from '../desktop/quit-assistant.ts';
import { findRunning, listPrograms } from '../desktop/running.ts';

const computer = { platform: process.platform, homeFolder: 'C:\\users\\ann', environment: {} };
const signal = AbortSignal.timeout(30_000);

const actions: Readonly<Record<string, () => Promise<unknown>>> = {
  programs: async () => {
    const programs = (await listPrograms(computer)) ?? [];
    const self = programs.find(({ pid }) => pid === process.pid);
    return { self: self?.path, parent: programs.find(({ pid }) => pid === self?.parent)?.path };
  },
  running: () => findRunning(claudeDesktop, computer),
  policy: async () => (await findForbiddingPolicy(claudeDesktop, computer)) ?? null,
  canQuit: () => canQuit(claudeDesktop, computer),
  quit: async () => {
    const failure = await quitAssistant(claudeDesktop, computer, { clock: systemClock, signal }).catch(
      String,
    );
    return failure ?? null;
  },
  // Any program will do as an app; this one only waits for its input to end.
  wait: () => {
    process.stdout.write('ready\n');
    return new Promise((resolve) => process.stdin.on('end', resolve).resume());
  },
};

process.stdout.write(`${JSON.stringify(await actions[process.argv[2] ?? '']?.())}\n`);
process.exit(0);
