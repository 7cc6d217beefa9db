// A program with nothing but the tray, compiled for tests: reads one JSON instruction a line, writes one JSON event a line.
import { dlopen, ptr } from 'bun:ffi';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { silentLog } from '../base/log.ts';
import { loadTray } from '../screens/tray/load-tray.ts';
import { toView } from '../screens/tray/menu.ts';
import type { Tray } from '../screens/tray/tray.ts';
import { TrayError } from '../screens/tray/tray-error.ts';
import type { TrayStatus } from '../screens/tray/tray-status.ts';

const instruction = z.discriminatedUnion('do', [
  z.object({ do: z.literal('show'), status: z.custom<TrayStatus>() }),
  z.object({ do: z.literal('update'), status: z.custom<TrayStatus>() }),
  z.object({ do: z.literal('notify'), title: z.string(), text: z.string() }),
  z.object({ do: z.literal('measure') }),
  z.object({ do: z.literal('announce taskbar') }),
  z.object({ do: z.literal('quit') }),
]);

const { platform, env: environment } = process;
let tray: Tray | undefined;

for await (const line of createInterface({ input: process.stdin })) {
  try {
    await obey(instruction.parse(JSON.parse(line)));
  } catch (error) {
    if (!(error instanceof TrayError)) throw error;
    say({ failed: error.message });
  }
}

async function obey(next: z.infer<typeof instruction>): Promise<void> {
  switch (next.do) {
    case 'show':
      tray = await loadTray({ platform, environment, log: silentLog });
      await tray.show(toView(next.status), {
        onActivate: (token) => say({ activated: true, token }),
        onItem: (id, token) => say({ item: id, token }),
        onShown: (isShown) => say({ shown: isShown }),
        onEnd: () => say({ ended: true }),
      });
      return say({ ready: true });
    case 'update':
      tray?.update(toView(next.status));
      return say({ updated: true });
    case 'notify':
      return say({ notified: await tray?.notify(next) });
    case 'measure':
      return say({ cpuMs: process.cpuUsage().user / 1_000, memoryMb: process.memoryUsage.rss() / 1_000_000 });
    case 'announce taskbar':
      announceTaskbar();
      return say({ announced: true });
    case 'quit':
      await tray?.quit();
      say({ quit: true });
      process.exit(0);
  }
}

/** As Explorer does to all windows when it has started anew. */
function announceTaskbar(): void {
  const { symbols } = dlopen('user32.dll', {
    RegisterWindowMessageW: { args: ['ptr'], returns: 'u32' },
    PostMessageW: { args: ['u64', 'u32', 'u64', 'i64'], returns: 'i32' },
  });
  const message = symbols.RegisterWindowMessageW(ptr(Buffer.from('TaskbarCreated\0', 'utf16le')));
  const everyWindow = 0xffffn;
  symbols.PostMessageW(everyWindow, message, 0n, 0n);
}

function say(event: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
