import { z } from 'zod';
import { listBusSockets } from '../dbus/address.ts';
import { type Answer, Bus, type BusListener, DbusError } from '../dbus/bus.ts';
import type { Message } from '../dbus/message.ts';
import type { TrayView } from '../menu.ts';
import type { Tray, TrayListener, TrayPlace } from '../tray.ts';
import { TrayError } from '../tray-error.ts';
import { describeObject } from './introspection.ts';
import { ItemObject, itemFace, itemPath } from './item-object.ts';
import { MenuObject, menuFace, menuPath } from './menu-object.ts';
import { Messages } from './messages.ts';
import { Registration } from './watcher.ts';

/** An icon by StatusNotifierItem and dbusmenu, which KDE, XFCE, LXQt, Cinnamon, Budgie, sway's bar and GNOME with an extension show. */
export function createLinuxTray({ environment, log }: TrayPlace): Tray {
  let shown: { readonly bus: Bus; readonly messages: Messages; readonly update: (view: TrayView) => void };

  return {
    show: async (view, listener) => {
      let hear: (signal: Message) => void = () => undefined;
      let questions = 0;
      const item = new ItemObject(listener.onActivate);
      const menu = new MenuObject((id) => listener.onItem(id, item.takeToken()));
      item.setView(view);
      menu.setItems(view.items);
      const bus = await openSessionBus(environment, {
        onCall: (call) => {
          questions++;
          return answer(call, item, menu);
        },
        onSignal: (signal) => hear(signal),
        onLost: listener.onEnd,
      });
      try {
        const messages = new Messages(bus, listener.onActivate);
        const registration = new Registration(
          bus,
          await chooseName(bus),
          reportShown(listener),
          () => questions,
        );
        hear = (signal) => {
          registration.hear(signal);
          messages.hear(signal);
        };
        await registration.start();
        shown = { bus, messages, update: (next) => sendChanges(bus, item, menu, next) };
      } catch (error) {
        bus.close();
        throw error instanceof DbusError ? noSession() : error;
      }
    },
    update: (view) => shown?.update(view),
    notify: async (message) => (await shown?.messages.show(message)) ?? false,
    quit: async () => shown?.bus.close(),
  };

  function reportShown({ onShown }: TrayListener) {
    return (isShown: boolean) => {
      log.info('tray icon', { isShown });
      onShown(isShown);
    };
  }
}

async function openSessionBus(environment: TrayPlace['environment'], listener: BusListener): Promise<Bus> {
  for (const socket of listBusSockets(environment)) {
    try {
      return await Bus.open(socket, listener);
    } catch {
      // The next address may do better.
    }
  }
  throw noSession();
}

function noSession(): TrayError {
  return new TrayError(
    'There is no desktop session that could show an icon. Use "halo-mcp settings" instead',
  );
}

/** In a sandbox another program may have the same process id, and with it the name. */
async function chooseName(bus: Bus): Promise<string> {
  const name = `${itemFace}-${process.pid}-1`;
  return (await bus.own(name)) ? name : bus.name;
}

function sendChanges(bus: Bus, item: ItemObject, menu: MenuObject, view: TrayView): void {
  for (const member of item.setView(view)) bus.signal({ path: itemPath, face: itemFace, member });
  if (!menu.setItems(view.items)) return;
  const body = [menu.revision, 0]; // all of it
  bus.signal({ path: menuPath, face: menuFace, member: 'LayoutUpdated', signature: 'ui', body });
}

function answer(call: Message, item: ItemObject, menu: MenuObject): Answer | undefined {
  switch (call.face) {
    case 'org.freedesktop.DBus.Peer':
      return call.member === 'Ping' ? { signature: '', body: [] } : undefined;
    case 'org.freedesktop.DBus.Introspectable':
      return {
        signature: 's',
        body: [describeObject(call.path ?? '/', { item: item.properties(), menu: menu.properties() })],
      };
    case 'org.freedesktop.DBus.Properties':
      return answerProperties(call, item, menu);
    case menuFace:
      return call.path === menuPath ? menu.answer(call) : undefined;
    default:
      return call.path === itemPath ? item.answer(call) : undefined;
  }
}

function answerProperties(call: Message, item: ItemObject, menu: MenuObject): Answer | undefined {
  if (call.path !== itemPath && call.path !== menuPath) return undefined;
  const properties = call.path === itemPath ? item.properties() : menu.properties();
  if (call.member === 'GetAll') return { signature: 'a{sv}', body: [properties] };
  if (call.member !== 'Get') return undefined;
  const [, name] = z.tuple([z.string(), z.string()]).parse(call.body);
  const property = properties.get(name);
  if (!property) throw new Error(`There is no property ${name}`);
  return { signature: 'v', body: [property] };
}
