import { z } from 'zod';
import { type Answer, Bus } from '../screens/tray/dbus/bus.ts';
import type { Message } from '../screens/tray/dbus/message.ts';
import { type DbusValue, Variant } from '../screens/tray/dbus/value.ts';

/** What a panel shows of one item. */
export interface ShownItem {
  readonly id: number;
  /** Its properties, such as `label` and `toggle-state`. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly children: readonly ShownItem[];
}

/** A panel without a screen: a StatusNotifierWatcher, and a person who clicks. */
export interface TrayHost extends Disposable {
  /** Resolves with the name of the next item that registers. */
  readonly nextItem: () => Promise<string>;
  /** Resolves once that signal has come from an item; one that came earlier and wasn't waited for counts. */
  readonly nextSignal: (member: string) => Promise<Message>;
  readonly readMenu: (item: string) => Promise<readonly ShownItem[]>;
  readonly readProperty: (item: string, name: string) => Promise<unknown>;
  readonly call: (
    item: string,
    path: string,
    face: string,
    member: string,
    signature?: string,
    body?: readonly DbusValue[],
  ) => Promise<readonly DbusValue[]>;
  readonly click: (item: string, id: number) => Promise<void>;
  /** Says something about a message that is shown. */
  readonly signalMessage: (member: string, body: readonly [id: number, text: string]) => void;
  readonly [Symbol.dispose]: () => void;
}

export interface TrayHostOptions {
  /** Whether a panel runs besides the watcher. */
  readonly hasPanel?: boolean;
  /** Also shows messages, and records them. */
  readonly messages?: { readonly capabilities: readonly string[]; readonly shown: (readonly DbusValue[])[] };
}

const watcher = 'org.kde.StatusNotifierWatcher';
const messageService = 'org.freedesktop.Notifications';

export async function startTrayHost(socket: string, options: TrayHostOptions = {}): Promise<TrayHost> {
  const items = createQueue<string>();
  const signals = new Map<string, ReturnType<typeof createQueue<Message>>>();
  const queueOf = (member: string) => {
    const queue = signals.get(member) ?? createQueue<Message>();
    signals.set(member, queue);
    return queue;
  };
  const bus = await Bus.open(socket, {
    onCall: ({ member, body }) => answer(member, body),
    onSignal: (signal) => queueOf(signal.member ?? '').add(signal),
    onLost: () => undefined,
  });
  await bus.listen("type='signal'");
  await bus.own(watcher);
  if (options.messages) await bus.own(messageService);

  const call: TrayHost['call'] = (destination, path, face, member, signature = '', body = []) =>
    bus.call({ destination, path, face, member, signature, body });

  return {
    nextItem: () => items.next(),
    nextSignal: (member) => queueOf(member).next(),
    call,
    readMenu: async (item) => {
      const body = [0, -1, []];
      const [, layout] = await call(item, '/MenuBar', 'com.canonical.dbusmenu', 'GetLayout', 'iias', body);
      return toItem(layout).children;
    },
    readProperty: async (item, name) => {
      const body = ['org.kde.StatusNotifierItem', name];
      const face = 'org.freedesktop.DBus.Properties';
      const [value] = await call(item, '/StatusNotifierItem', face, 'Get', 'ss', body);
      return value instanceof Variant ? value.value : undefined;
    },
    click: async (item, id) => {
      const body = [id, 'clicked', new Variant('s', ''), 0];
      await call(item, '/MenuBar', 'com.canonical.dbusmenu', 'Event', 'isvu', body);
    },
    signalMessage: (member, body) =>
      bus.signal({
        path: '/org/freedesktop/Notifications',
        face: messageService,
        member,
        signature: 'us',
        body,
      }),
    [Symbol.dispose]: () => bus.close(),
  };

  function answer(member: string | undefined, body: readonly DbusValue[]): Answer | undefined {
    switch (member) {
      case 'RegisterStatusNotifierItem':
        items.add(String(body[0]));
        return { signature: '', body: [] };
      case 'Get':
        return { signature: 'v', body: [new Variant('b', options.hasPanel ?? true)] };
      case 'GetCapabilities':
        return { signature: 'as', body: [options.messages?.capabilities ?? []] };
      case 'Notify':
        options.messages?.shown.push(body);
        return { signature: 'u', body: [7] };
      default:
        return undefined;
    }
  }
}

const layoutSchema = z.tuple([
  z.number(),
  z.map(z.string(), z.instanceof(Variant)),
  z.array(z.instanceof(Variant)),
]);

function toItem(layout: unknown): ShownItem {
  const [id, properties, children] = layoutSchema.parse(layout);
  const values = [...properties].map(([name, { value }]) => [name, value]);
  return {
    id,
    properties: Object.fromEntries(values),
    children: children.map(({ value }) => toItem(value)),
  };
}

function createQueue<T>() {
  const values: T[] = [];
  const waiting: ((value: T) => void)[] = [];
  return {
    add: (value: T) => {
      const first = waiting.shift();
      if (first) first(value);
      else values.push(value);
    },
    next: () =>
      new Promise<T>((resolve) => {
        const value = values.shift();
        if (value === undefined) waiting.push(resolve);
        else resolve(value);
      }),
  };
}
