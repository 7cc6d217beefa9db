import { z } from 'zod';
import type { Answer } from '../dbus/bus.ts';
import type { Message } from '../dbus/message.ts';
import { Variant } from '../dbus/value.ts';
import type { ItemId, MenuItem } from '../menu.ts';
import { findNode, findPicked, type MenuNode, MenuNumbers, toLayout, toProperties } from './menu-tree.ts';

export const menuPath = '/MenuBar';
export const menuFace = 'com.canonical.dbusmenu';

/** The menu as an object on the bus. */
export class MenuObject {
  readonly #onItem: (id: ItemId) => void;
  readonly #numbers = new MenuNumbers();
  #nodes: readonly MenuNode[] = [];
  #revision = 0;

  constructor(onItem: (id: ItemId) => void) {
    this.#onItem = onItem;
  }

  /** Rises with each change. */
  get revision(): number {
    return this.#revision;
  }

  /** False where nothing changed. */
  setItems(items: readonly MenuItem[]): boolean {
    const nodes = this.#numbers.toNodes(items);
    if (Bun.deepEquals(nodes, this.#nodes)) return false;
    this.#nodes = nodes;
    this.#revision++;
    return true;
  }

  properties(): ReadonlyMap<string, Variant> {
    return new Map([
      ['Version', new Variant('u', 3)],
      ['TextDirection', new Variant('s', 'ltr')],
      ['Status', new Variant('s', 'normal')],
      ['IconThemePath', new Variant('as', [])],
    ]);
  }

  /** Answers what a panel asks; undefined where it asks for something else. Throws where the question makes no sense. */
  answer({ member, body }: Message): Answer | undefined {
    switch (member) {
      case 'GetLayout':
        return { signature: 'u(ia{sv}av)', body: [this.#revision, this.#layoutOf(readNumber(body))] };
      case 'GetGroupProperties':
        return { signature: 'a(ia{sv})', body: [this.#propertiesOf(readNumbers(body))] };
      case 'GetProperty':
        return { signature: 'v', body: [this.#propertyOf(z.tuple([number, z.string()]).parse(body))] };
      case 'Event':
        this.#hear(z.tuple([number, z.string()]).rest(z.unknown()).parse(body));
        return { signature: '', body: [] };
      case 'EventGroup':
        for (const event of eventGroup.parse(body)[0]) this.#hear(event);
        return { signature: 'ai', body: [[]] };
      case 'AboutToShow':
        return { signature: 'b', body: [false] };
      case 'AboutToShowGroup':
        return { signature: 'aiai', body: [[], []] };
      default:
        return undefined;
    }
  }

  /** Number 0 is the menu itself. */
  #layoutOf(id: number) {
    if (id !== 0) return toLayout(this.#getNode(id));
    const properties = new Map([['children-display', new Variant('s', 'submenu')]]);
    return [0, properties, this.#nodes.map((node) => new Variant('(ia{sv}av)', toLayout(node)))];
  }

  /** Those with these numbers; all where none is named. */
  #propertiesOf(ids: readonly number[]) {
    const nodes =
      ids.length === 0 ? this.#nodes.flatMap(withChildren) : ids.map((id) => findNode(this.#nodes, id));
    return nodes.flatMap((node) => (node ? [[node.id, toProperties(node.item)]] : []));
  }

  #propertyOf([id, name]: readonly [number, string]): Variant {
    const property = toProperties(this.#getNode(id).item).get(name);
    if (!property) throw new Error(`There is no property ${name}`);
    return property;
  }

  #getNode(id: number): MenuNode {
    const node = findNode(this.#nodes, id);
    if (!node) throw new Error(`There is no item ${id}`);
    return node;
  }

  #hear([id, event]: readonly [number, string, ...unknown[]]): void {
    const picked = event === 'clicked' ? findPicked(this.#nodes, id) : undefined;
    // The panel waits for its answer before it closes the menu.
    if (picked) queueMicrotask(() => this.#onItem(picked));
  }
}

const number = z.number();
const eventGroup = z.tuple([z.array(z.tuple([number, z.string()]).rest(z.unknown()))]);

function readNumber(body: Message['body']): number {
  return z.tuple([number]).rest(z.unknown()).parse(body)[0];
}

function readNumbers(body: Message['body']): readonly number[] {
  return z
    .tuple([z.array(number)])
    .rest(z.unknown())
    .parse(body)[0];
}

function withChildren(node: MenuNode): readonly MenuNode[] {
  return [node, ...node.children.flatMap(withChildren)];
}
