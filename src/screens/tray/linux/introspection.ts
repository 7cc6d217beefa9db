import type { Variant } from '../dbus/value.ts';
import { itemFace, itemPath } from './item-object.ts';
import { menuFace, menuPath } from './menu-object.ts';

/** What an object can do, for panels that ask first (Qt's do) and for people who look at the bus. */
export function describeObject(
  path: string,
  properties: { readonly item: ReadonlyMap<string, Variant>; readonly menu: ReadonlyMap<string, Variant> },
): string {
  if (path === itemPath) return toXml(describeItem(properties.item));
  if (path === menuPath) return toXml(describeMenu(properties.menu));
  const children = [itemPath, menuPath].map((child) => `<node name="${child.slice(1)}"/>`);
  return toXml(path === '/' ? children.join('') : '');
}

function describeItem(properties: ReadonlyMap<string, Variant>): string {
  const signals = ['NewTitle', 'NewIcon', 'NewAttentionIcon', 'NewOverlayIcon', 'NewToolTip', 'NewMenu'];
  return face(itemFace, [
    ...listProperties(properties),
    ...['ContextMenu', 'Activate', 'SecondaryActivate'].map((name) => method(name, ['i', 'i'])),
    method('Scroll', ['i', 's']),
    method('ProvideXdgActivationToken', ['s']),
    ...signals.map((name) => signal(name)),
    signal('NewStatus', ['s']),
  ]);
}

function describeMenu(properties: ReadonlyMap<string, Variant>): string {
  return face(menuFace, [
    ...listProperties(properties),
    method('GetLayout', ['i', 'i', 'as'], ['u', '(ia{sv}av)']),
    method('GetGroupProperties', ['ai', 'as'], ['a(ia{sv})']),
    method('GetProperty', ['i', 's'], ['v']),
    method('Event', ['i', 's', 'v', 'u']),
    method('EventGroup', ['a(isvu)'], ['ai']),
    method('AboutToShow', ['i'], ['b']),
    method('AboutToShowGroup', ['ai'], ['ai', 'ai']),
    signal('ItemsPropertiesUpdated', ['a(ia{sv})', 'a(ias)']),
    signal('LayoutUpdated', ['u', 'i']),
    signal('ItemActivationRequested', ['i', 'u']),
  ]);
}

const docType =
  '<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN" ' +
  '"http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">';

function toXml(inside: string): string {
  return `${docType}<node>${inside}</node>`;
}

function face(name: string, members: readonly string[]): string {
  return `<interface name="${name}">${members.join('')}</interface>`;
}

function listProperties(properties: ReadonlyMap<string, Variant>): readonly string[] {
  return [...properties].map(
    ([name, { signature }]) => `<property name="${name}" type="${signature}" access="read"/>`,
  );
}

function method(name: string, takes: readonly string[], gives: readonly string[] = []): string {
  const list = (types: readonly string[], direction: string) =>
    types.map((type) => `<arg type="${type}" direction="${direction}"/>`).join('');
  return `<method name="${name}">${list(takes, 'in')}${list(gives, 'out')}</method>`;
}

function signal(name: string, gives: readonly string[] = []): string {
  return `<signal name="${name}">${gives.map((type) => `<arg type="${type}"/>`).join('')}</signal>`;
}
