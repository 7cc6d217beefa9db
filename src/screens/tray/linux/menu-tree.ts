import type { DbusValue } from '../dbus/value.ts';
import { Variant } from '../dbus/value.ts';
import { canPick, type ItemId, type MenuItem } from '../menu.ts';

/** An item as dbusmenu knows it: by a number. */
export interface MenuNode {
  readonly id: number;
  readonly item: MenuItem;
  readonly children: readonly MenuNode[];
}

/**
 * Gives items their numbers. One keeps its number for ever, so that a click on a menu that has just changed can't
 * hit another item.
 */
export class MenuNumbers {
  readonly #numbers = new Map<string, number>();

  toNodes(items: readonly MenuItem[], place = ''): readonly MenuNode[] {
    return items.map((item, index) => {
      const name = 'id' in item ? item.id : `${place}/${index}`;
      const id = this.#numbers.get(name) ?? this.#numbers.size + 1;
      this.#numbers.set(name, id);
      return { id, item, children: item.kind === 'submenu' ? this.toNodes(item.items, name) : [] };
    });
  }
}

/** The node with that number, at any depth. */
export function findNode(nodes: readonly MenuNode[], id: number): MenuNode | undefined {
  for (const node of nodes) {
    const found = node.id === id ? node : findNode(node.children, id);
    if (found) return found;
  }
  return undefined;
}

/** What the person picked; undefined where that can't be picked. */
export function findPicked(nodes: readonly MenuNode[], id: number): ItemId | undefined {
  const item = findNode(nodes, id)?.item;
  return item && 'id' in item && canPick(item) ? item.id : undefined;
}

/** The number, the properties and the children, as `(ia{sv}av)`. */
export function toLayout(node: MenuNode): DbusValue {
  return [
    node.id,
    toProperties(node.item),
    node.children.map((child) => new Variant('(ia{sv}av)', toLayout(child))),
  ];
}

export function toProperties(item: MenuItem): ReadonlyMap<string, Variant> {
  if (item.kind === 'separator') return new Map([['type', new Variant('s', 'separator')]]);
  const properties = new Map([
    ['label', new Variant('s', item.label.replaceAll('_', '__'))], // a single one marks a key
    ['enabled', new Variant('b', item.kind === 'submenu' || canPick(item))],
    ['visible', new Variant('b', true)],
  ]);
  if (item.kind === 'submenu') properties.set('children-display', new Variant('s', 'submenu'));
  if (item.kind === 'check') addToggle(properties, 'checkmark', item.isChecked);
  if (item.kind === 'choice') addToggle(properties, 'radio', item.isChosen);
  return properties;
}

function addToggle(properties: Map<string, Variant>, type: string, isOn: boolean): void {
  properties.set('toggle-type', new Variant('s', type));
  properties.set('toggle-state', new Variant('i', isOn ? 1 : 0));
}
