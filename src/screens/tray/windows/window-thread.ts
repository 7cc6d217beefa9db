// A thread of its own: it waits inside Windows, so that an idle icon costs no time and an open menu holds nothing up.
import { JSCallback } from 'bun:ffi';
import { parentPort, workerData } from 'node:worker_threads';
import { drawStateIcon } from '../../icon/product-icon.ts';
import { toPixels } from '../../icon/to-pixels.ts';
import { toIconData } from './icon-data.ts';
import { toIconResource } from './icon-resource.ts';
import { addressOf, type Handle, kernel32, shell32, toWide, user32, useScreenPixels } from './native.ts';
import { pickFromMenu } from './popup-menu.ts';
import { openSharedText } from './shared-text.ts';
import { type ThreadEvent, type ThreadInput, windowMessages } from './thread-events.ts';

const { fromIcon, update, close } = windowMessages;

/** Of Windows; the last four come from the icon. */
const heard = {
  destroy: 0x0002,
  close: 0x0010,
  queryEndSession: 0x0011,
  endSession: 0x0016,
  displayChange: 0x007e,
  dpiChanged: 0x02e0,
  contextMenu: 0x007b,
  select: 0x0400,
  keySelect: 0x0401,
  messageClick: 0x0405,
};

const operations = { add: 0, modify: 1, remove: 2, setVersion: 4 };

const input = openSharedText(workerData);
const readInput = (): ThreadInput => JSON.parse(input.read());

let window: Handle = 0n;
let icon: Handle = 0n;
let isShown: boolean | undefined;
let isMenuOpen = false;
let messageNumber = 0;
let taskbarCreated = 0;
/** Windows keeps pointers to these. */
const kept: unknown[] = [];

parentPort?.once('message', run);

function run(): void {
  try {
    useScreenPixels();
    window = openWindow();
    taskbarCreated = user32.RegisterWindowMessageW(toWide('TaskbarCreated'));
    tell({ kind: 'ready', window });
    draw();
    pump();
    tell({ kind: 'closed' });
  } catch (error) {
    tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
}

/** Hidden, but a real one: a window for messages alone is not told of a new taskbar. */
function openWindow(): Handle {
  const className = toWide('HaloMcpTray');
  const title = toWide('halo-mcp');
  const instance = kernel32.GetModuleHandleW(null);
  const procedure = new JSCallback(handle, { args: ['u64', 'u32', 'u64', 'i64'], returns: 'i64' });
  const windowClass = new Uint8Array(80);
  const view = new DataView(windowClass.buffer);
  view.setUint32(0, windowClass.length, true);
  view.setBigUint64(8, BigInt(procedure.ptr ?? 0), true);
  view.setBigUint64(24, instance, true);
  view.setBigUint64(64, addressOf(className), true);
  kept.push(className, title, procedure, windowClass);
  if (user32.RegisterClassExW(windowClass) === 0) throw new Error('Windows registered no window class');
  const toolWindow = 0x80; // not in the taskbar, nor among the windows one switches between
  const opened = user32.CreateWindowExW(toolWindow, className, title, 0, 0, 0, 0, 0, 0n, 0n, instance, null);
  if (opened === 0n) throw new Error('Windows opened no window');
  return opened;
}

function pump(): void {
  const message = new Uint8Array(48);
  while (user32.GetMessageW(message, 0n, 0, 0) > 0) {
    user32.TranslateMessage(message);
    user32.DispatchMessageW(message);
  }
}

/** Called by Windows, which must never see an exception. */
function handle(of: Handle, message: number, first: bigint, second: bigint): bigint {
  try {
    const answer = answerMessage(of, message, first, second);
    if (answer !== undefined) return answer;
  } catch (error) {
    tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
  return user32.DefWindowProcW(of, message, first, second);
}

/** Undefined where Windows shall do what it always does. */
function answerMessage(of: Handle, message: number, first: bigint, second: bigint): bigint | undefined {
  switch (message) {
    case fromIcon:
      hearIcon(Number(BigInt(second) & 0xffffn));
      return 0n;
    case update:
      draw();
      return 0n;
    case close:
    case heard.close:
      remove();
      user32.DestroyWindow(of);
      return 0n;
    case heard.queryEndSession:
      return 1n; // we don't hold it up
    case heard.endSession:
      if (BigInt(first) !== 0n) endSession();
      return 0n;
    case heard.destroy:
      user32.PostQuitMessage(0);
      return 0n;
    case heard.displayChange:
    case heard.dpiChanged:
      draw();
      return undefined;
    case taskbarCreated:
      draw(); // Explorer has started anew and knows no icons
      return 0n;
    default:
      return undefined;
  }
}

/** Windows sends more than these, one click by several names; to act on others too would open the menu twice. */
function hearIcon(event: number): void {
  switch (event) {
    case heard.contextMenu:
      openMenu();
      break;
    case heard.select:
    case heard.keySelect:
    case heard.messageClick:
      tell({ kind: 'activated' });
  }
}

function openMenu(): void {
  if (isMenuOpen) return;
  isMenuOpen = true;
  const id = pickFromMenu(readInput().view.items, window);
  isMenuOpen = false;
  if (id !== undefined) tell({ kind: 'item', id });
}

function draw(): void {
  const { view, message } = readInput();
  const smallIconWidth = 49;
  const size = user32.GetSystemMetrics(smallIconWidth) || 16;
  const resource = toIconResource(toPixels(drawStateIcon(view.icon), size));
  const old = icon;
  icon = user32.CreateIconFromResourceEx(resource, resource.length, 1, 0x00030000, size, size, 0);
  const isNew = message !== undefined && message.number !== messageNumber;
  if (isNew) messageNumber = message.number;
  const data = toIconData({
    window,
    icon,
    callback: fromIcon,
    tooltip: view.tooltip,
    message: isNew ? message : undefined,
  });
  const isKnown = notify(operations.modify, data);
  const isAdded = !isKnown && notify(operations.add, data);
  if (isAdded) notify(operations.setVersion, data);
  setShown(isKnown || isAdded);
  if (old !== 0n) user32.DestroyIcon(old);
}

function notify(operation: number, data: Uint8Array): boolean {
  return shell32.Shell_NotifyIconW(operation, data) !== 0;
}

function remove(): void {
  const view = { window, icon, callback: fromIcon, tooltip: '' };
  notify(operations.remove, toIconData(view));
}

function endSession(): void {
  remove();
  tell({ kind: 'ended' });
}

function setShown(next: boolean): void {
  if (next === isShown) return;
  isShown = next;
  tell({ kind: 'shown', isShown: next });
}

function tell(event: ThreadEvent): void {
  parentPort?.postMessage(event);
}
