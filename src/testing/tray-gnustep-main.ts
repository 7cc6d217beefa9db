// The macOS tray on GNUstep, compiled for tests: shows a menu, picks from it, changes it often, and says what it saw.
import { silentLog } from '../base/log.ts';
import { createMacTray } from '../screens/tray/macos/mac-tray.ts';
import { toView } from '../screens/tray/menu.ts';
import { exampleStatus } from './tray-examples.ts';
import { findGnustep, WatchedObjc } from './tray-gnustep.ts';

const system = findGnustep();
if (!system) throw new Error('GNUstep is not installed');
const objc = new WatchedObjc(system);
const heard: string[] = [];
const tray = createMacTray(
  { platform: 'darwin', environment: process.env, log: silentLog },
  { openObjc: () => objc, runLoopMode: 'NSDefaultRunLoopMode', finishesLaunching: false },
);

await tray.show(toView(exampleStatus), {
  onActivate: () => heard.push('activated'),
  onItem: (id) => heard.push(id),
  onShown: (isShown) => heard.push(`shown ${isShown}`),
  onEnd: () => heard.push('ended'),
});
const first = readMenu(objc.menu);
pick(objc.menu, 'Start at login');
const profiles = objc.send(itemOf(objc.menu, 'Profile'), 'submenu');
const submenu = readMenu(profiles);
pick(profiles, 'sand_box');
pick(objc.menu, 'Claude Desktop is connected');
openAgain();
await Bun.sleep(400); // so that the pump has had its turn
tray.update(
  toView({
    ...exampleStatus,
    startsAtLogin: true,
    connection: { kind: 'offline', host: 'acme.halopsa.com' },
  }),
);
const second = readMenu(objc.menu);
for (let turn = 0; turn < 200; turn++) {
  tray.update(toView({ ...exampleStatus, version: `0.${turn}`, isTesting: turn % 2 === 0 }));
  if (turn % 50 === 0) Bun.gc(true);
}
pick(objc.menu, 'Quit');
await Bun.sleep(0);
await tray.quit();
process.stdout.write(`${JSON.stringify({ first, submenu, second, heard })}\n`);
process.exit(0);

/** As the Finder asks for it. */
function openAgain(): void {
  const app = objc.send(objc.getClass('NSApplication'), 'sharedApplication');
  const question = 'applicationShouldHandleReopen:hasVisibleWindows:';
  if (objc.send(objc.send(app, 'delegate'), question, 'bpb', app, 0) !== 0n) throw new Error('It said yes');
}

function readMenu(menu: bigint): readonly string[] {
  return objc.inPool(() => listItems(menu).map(describeItem));
}

function listItems(menu: bigint): readonly bigint[] {
  const count = Number(objc.send(menu, 'numberOfItems', 'i'));
  return Array.from({ length: count }, (_, index) => objc.send(menu, 'itemAtIndex:', 'pi', BigInt(index)));
}

function describeItem(item: bigint): string {
  if (objc.send(item, 'isSeparatorItem', 'b') !== 0n) return '-';
  const label = readText(objc.send(item, 'title'));
  const mark = objc.send(item, 'state', 'i') === 1n ? '[x] ' : '';
  return `${mark}${objc.send(item, 'isEnabled', 'b') === 0n ? `(${label})` : label}`;
}

function itemOf(menu: bigint, label: string): bigint {
  const found = objc.inPool(() =>
    listItems(menu).find((item) => readText(objc.send(item, 'title')) === label),
  );
  if (found === undefined) throw new Error(`There is no item ${label}`);
  return found;
}

function pick(menu: bigint, label: string): void {
  const index = objc.send(menu, 'indexOfItem:', 'ip', itemOf(menu, label));
  objc.inPool(() => objc.send(menu, 'performActionForItemAtIndex:', 'vi', index));
}

function readText(text: bigint): string {
  const length = Number(objc.send(text, 'length', 'i'));
  return Array.from({ length }, (_, index) =>
    String.fromCharCode(Number(objc.send(text, 'characterAtIndex:', 'ii', BigInt(index)) & 0xffffn)),
  ).join('');
}
