import { canPick, type ItemId, type MenuItem } from '../menu.ts';
import { type Handle, toWide, user32 } from './native.ts';

const itemFlags = { grey: 1, checked: 8, submenu: 0x10, separator: 0x800 };

/** The answer is the item, nothing is sent to the window; the right button picks too. */
const trackFlags = 0x100 | 0x80 | 2;

/** Shows the menu at the pointer until the person picks something or turns away; then gives what was picked. */
export function pickFromMenu(items: readonly MenuItem[], window: Handle): ItemId | undefined {
  const ids: ItemId[] = [];
  const menu = buildMenu(items, ids);
  const settings = ids.indexOf('open-settings') + 1;
  if (settings > 0) user32.SetMenuDefaultItem(menu, settings, 0); // what a click on the icon does
  const pointer = new Int32Array(2);
  user32.GetCursorPos(pointer);
  // Without it the menu stays when the person clicks elsewhere; the empty message afterwards is as Windows documents it.
  user32.SetForegroundWindow(window);
  const picked = user32.TrackPopupMenuEx(menu, trackFlags, pointer[0] ?? 0, pointer[1] ?? 0, window, null);
  user32.PostMessageW(window, 0, 0n, 0n);
  user32.DestroyMenu(menu);
  return picked > 0 ? ids[picked - 1] : undefined;
}

/** An item's number in Windows is its place in `ids`, from 1. A submenu is destroyed with its menu. */
function buildMenu(items: readonly MenuItem[], ids: ItemId[]): Handle {
  const menu = user32.CreatePopupMenu();
  for (const item of items) addItem(menu, item, ids);
  return menu;
}

function addItem(menu: Handle, item: MenuItem, ids: ItemId[]): void {
  if (item.kind === 'separator') {
    user32.AppendMenuW(menu, itemFlags.separator, 0n, null);
    return;
  }
  const label = toWide(item.label.replaceAll('&', '&&')); // a single one marks a key
  if (item.kind === 'submenu') {
    user32.AppendMenuW(menu, itemFlags.submenu, buildMenu(item.items, ids), label);
    return;
  }
  const number = 'id' in item ? ids.push(item.id) : 0;
  const isChecked = (item.kind === 'check' && item.isChecked) || (item.kind === 'choice' && item.isChosen);
  const flags = (canPick(item) ? 0 : itemFlags.grey) | (isChecked ? itemFlags.checked : 0);
  user32.AppendMenuW(menu, flags, BigInt(number), label);
  if (item.kind === 'choice' && item.isChosen) user32.CheckMenuRadioItem(menu, number, number, number, 0);
}
