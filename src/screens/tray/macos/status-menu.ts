import { canPick, type ItemId, type MenuItem } from '../menu.ts';
import type { Id, Objc } from './objc.ts';

/**
 * A menu as AppKit has it, ours until it is released. An item's number is its place in `ids`, where a new one is added and
 * an old one stays, so that a click on a menu that has just changed can't hit another item.
 */
export function buildStatusMenu(
  objc: Objc,
  items: readonly MenuItem[],
  target: { readonly object: Id; readonly selector: string },
  ids: ItemId[],
): Id {
  const menu = objc.make('NSMenu');
  objc.send(menu, 'setAutoenablesItems:', 'vb', 0); // we say what can be picked
  for (const item of items) {
    const made = item.kind === 'separator' ? addSeparator(menu) : addItem(menu, item.label);
    if (item.kind === 'separator') continue;
    objc.send(made, 'setEnabled:', 'vb', item.kind === 'submenu' || canPick(item) ? 1 : 0);
    if (item.kind === 'submenu') addSubmenu(made, item.items);
    if (item.kind === 'check') objc.send(made, 'setState:', 'vi', item.isChecked ? 1n : 0n);
    if (item.kind === 'choice') objc.send(made, 'setState:', 'vi', item.isChosen ? 1n : 0n);
    if ('id' in item) makePickable(made, item.id);
  }
  return menu;

  function addSeparator(to: Id): Id {
    const separator = objc.send(objc.getClass('NSMenuItem'), 'separatorItem');
    objc.send(to, 'addItem:', 'vp', separator);
    return separator;
  }

  /** The menu keeps it. */
  function addItem(to: Id, label: string): Id {
    const made = objc.send(
      objc.send(objc.getClass('NSMenuItem'), 'alloc'),
      'initWithTitle:action:keyEquivalent:',
      'pppp',
      objc.text(label),
      0n,
      objc.text(''),
    );
    objc.send(to, 'addItem:', 'vp', made);
    objc.send(made, 'release', 'v');
    return made;
  }

  function makePickable(made: Id, id: ItemId): void {
    objc.send(made, 'setTarget:', 'vp', target.object);
    objc.send(made, 'setAction:', 'vp', objc.selector(target.selector));
    const known = ids.indexOf(id);
    objc.send(made, 'setTag:', 'vi', BigInt(known < 0 ? ids.push(id) - 1 : known));
  }

  function addSubmenu(made: Id, children: readonly MenuItem[]): void {
    const submenu = buildStatusMenu(objc, children, target, ids);
    objc.send(made, 'setSubmenu:', 'vp', submenu);
    objc.send(submenu, 'release', 'v');
  }
}
