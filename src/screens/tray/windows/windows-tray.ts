import { dlopen } from 'bun:ffi';
import { Worker } from 'node:worker_threads';
import type { Tray, TrayListener, TrayPlace } from '../tray.ts';
import { TrayError } from '../tray-error.ts';
import { openSharedText } from './shared-text.ts';
import { type ThreadEvent, type ThreadInput, windowMessages } from './thread-events.ts';

const startTimeoutMs = 10_000;
const closeTimeoutMs = 2_000;
/** At login the program may be there before the taskbar. */
const retryMs = 5_000;

/** An icon in the notification area, by Shell_NotifyIconW. */
export function createWindowsTray({ log }: TrayPlace): Tray {
  const text = openSharedText();
  let input: ThreadInput | undefined;
  let thread: Worker | undefined;
  let retry: NodeJS.Timeout | undefined;
  let post: (message: number) => void = () => undefined;
  let isShown = false;
  let isQuitting = false;
  const closed = Promise.withResolvers<void>();

  const write = (next: ThreadInput) => {
    input = next;
    text.write(JSON.stringify(next));
    post(windowMessages.update);
  };

  const hear = (event: ThreadEvent, listener: TrayListener) => {
    switch (event.kind) {
      case 'ready':
        post = createPost(event.window);
        return;
      case 'shown':
        isShown = event.isShown;
        log.info('tray icon', { isShown });
        retryUntilShown();
        return listener.onShown(event.isShown);
      case 'activated':
        return listener.onActivate(undefined);
      case 'item':
        return listener.onItem(event.id, undefined);
      case 'failed':
        return log.warn('tray icon failed', { reason: event.reason });
      case 'ended':
        return listener.onEnd();
      case 'closed':
        return closed.resolve();
    }
  };

  const retryUntilShown = () => {
    clearInterval(retry);
    if (!isShown) retry = setInterval(() => post(windowMessages.update), retryMs);
  };

  return {
    show: async (view, listener) => {
      write({ view });
      const started = Promise.withResolvers<void>();
      thread = new Worker(findThread(), { workerData: text.memory });
      const timer = setTimeout(() => started.reject(explain('it did not start')), startTimeoutMs);
      thread.on('error', (error) => started.reject(explain(String(error))));
      thread.on('exit', () => {
        if (!isQuitting) listener.onEnd();
      });
      thread.on('message', (event: ThreadEvent) => {
        hear(event, listener);
        if (event.kind === 'shown') started.resolve();
        if (event.kind === 'failed') started.reject(explain(event.reason));
      });
      thread.postMessage('start');
      try {
        await started.promise;
      } catch (error) {
        isQuitting = true;
        post(windowMessages.close);
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
    update: (view) => {
      if (input && !Bun.deepEquals(view, input.view)) write({ ...input, view });
    },
    notify: async (message) => {
      if (!input || !isShown) return false;
      write({ ...input, message: { ...message, number: (input.message?.number ?? 0) + 1 } });
      return true;
    },
    quit: async () => {
      isQuitting = true;
      clearInterval(retry);
      post(windowMessages.close);
      if (thread) await Promise.race([closed.promise, Bun.sleep(closeTimeoutMs)]);
    },
  };
}

/** In the executable every file lies where it does below `src`, seen from the root. */
function findThread(): URL {
  const path = Bun.isStandaloneExecutable ? './screens/tray/windows/window-thread.ts' : './window-thread.ts';
  return new URL(path, import.meta.url);
}

function createPost(window: bigint): (message: number) => void {
  const { symbols } = dlopen('user32.dll', {
    PostMessageW: { args: ['u64', 'u32', 'u64', 'i64'], returns: 'i32' },
  });
  return (message) => void symbols.PostMessageW(window, message, 0n, 0n);
}

function explain(reason: string): TrayError {
  return new TrayError(`Windows could not show the icon (${reason}). Use "halo-mcp settings" instead`);
}
