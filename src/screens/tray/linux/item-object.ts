import { z } from 'zod';
import { drawStateIcon, type IconState } from '../../icon/product-icon.ts';
import { toPixels } from '../../icon/to-pixels.ts';
import type { Answer } from '../dbus/bus.ts';
import type { Message } from '../dbus/message.ts';
import { type DbusValue, Variant } from '../dbus/value.ts';
import type { TrayView } from '../menu.ts';
import { menuPath } from './menu-object.ts';

export const itemPath = '/StatusNotifierItem';
export const itemFace = 'org.kde.StatusNotifierItem';

/** Of bars from small to HiDPI; the panel takes the one that fits best. */
const sizes = [16, 22, 24, 32, 44, 48, 64];

/** The icon as an object on the bus. */
export class ItemObject {
  readonly #onActivate: (token: string | undefined) => void;
  readonly #pictures = new Map<IconState, DbusValue>();
  #view: TrayView | undefined;
  #token: string | undefined;

  constructor(onActivate: (token: string | undefined) => void) {
    this.#onActivate = onActivate;
  }

  /** The signals that tell a panel what changed. */
  setView(view: TrayView): readonly string[] {
    const old = this.#view;
    this.#view = view;
    return [
      ...(view.icon === old?.icon ? [] : ['NewIcon']),
      ...(view.tooltip === old?.tooltip ? [] : ['NewToolTip']),
    ];
  }

  /** What a panel handed over for the next window, once. */
  takeToken(): string | undefined {
    const token = this.#token;
    this.#token = undefined;
    return token;
  }

  properties(): ReadonlyMap<string, Variant> {
    const [title = '', ...lines] = (this.#view?.tooltip ?? '').split('\n');
    const text = (value: string) => new Variant('s', value);
    const noPicture = new Variant('a(iiay)', []);
    return new Map([
      ['Category', text('ApplicationStatus')],
      ['Id', text('halo-mcp')],
      ['Title', text(title)],
      ['Status', text('Active')],
      ['WindowId', new Variant('i', 0)],
      ['IconThemePath', text('')],
      ['IconName', text('')],
      ['IconPixmap', new Variant('a(iiay)', this.#picture())],
      ['OverlayIconName', text('')],
      ['OverlayIconPixmap', noPicture],
      ['AttentionIconName', text('')],
      ['AttentionIconPixmap', noPicture],
      ['AttentionMovieName', text('')],
      ['ToolTip', new Variant('(sa(iiay)ss)', ['', [], title, escapeMarkup(lines.join('\n'))])],
      ['ItemIsMenu', new Variant('b', false)],
      ['Menu', new Variant('o', menuPath)],
    ]);
  }

  /** Answers what a panel asks; undefined where it asks for something else. */
  answer({ member, body }: Message): Answer | undefined {
    switch (member) {
      case 'Activate':
      case 'SecondaryActivate':
        queueMicrotask(() => this.#onActivate(this.takeToken()));
        return nothing;
      case 'ContextMenu':
      case 'Scroll':
        return nothing;
      case 'ProvideXdgActivationToken':
        this.#token = z.tuple([z.string()]).parse(body)[0];
        return nothing;
      default:
        return undefined;
    }
  }

  #picture(): DbusValue {
    const state = this.#view?.icon ?? 'offline';
    const drawn = this.#pictures.get(state) ?? sizes.map((size) => [size, size, toArgb(state, size)]);
    this.#pictures.set(state, drawn);
    return drawn;
  }
}

const nothing: Answer = { signature: '', body: [] };

/** Alpha comes first on the bus. */
function toArgb(state: IconState, size: number): Uint8Array {
  const { bytes } = toPixels(drawStateIcon(state), size);
  const moved = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 4) {
    moved.set(bytes.subarray(at, at + 3), at + 1);
    moved.set(bytes.subarray(at + 3, at + 4), at);
  }
  return moved;
}

/** Panels read the text of a tooltip, and messages, as simple HTML. */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
