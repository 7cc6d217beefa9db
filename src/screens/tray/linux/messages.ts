import { drawAppIcon } from '../../icon/product-icon.ts';
import { toPixels } from '../../icon/to-pixels.ts';
import { type Bus, DbusError } from '../dbus/bus.ts';
import type { Message } from '../dbus/message.ts';
import { type DbusValue, Variant } from '../dbus/value.ts';
import type { TrayMessage } from '../tray.ts';
import { escapeMarkup } from './item-object.ts';

const service = 'org.freedesktop.Notifications';

const serviceObject = { destination: service, path: '/org/freedesktop/Notifications', face: service };

const iconSize = 48;

/** Short messages, by the desktop's own service. Each takes the place of the one before. */
export class Messages {
  readonly #bus: Bus;
  readonly #onActivate: (token: string | undefined) => void;
  #shown = 0;
  #token: string | undefined;
  #isListening = false;

  constructor(bus: Bus, onActivate: (token: string | undefined) => void) {
    this.#bus = bus;
    this.#onActivate = onActivate;
  }

  /** False where the desktop shows no messages. */
  async show({ title, text }: TrayMessage): Promise<boolean> {
    try {
      if (!this.#isListening)
        await this.#bus.listen(`type='signal',sender='${service}',interface='${service}'`);
      this.#isListening = true;
      const [capabilities] = await this.#bus.call({ ...serviceObject, member: 'GetCapabilities' });
      const can = (what: string) => Array.isArray(capabilities) && capabilities.includes(what);
      const [id] = await this.#bus.call({
        ...serviceObject,
        member: 'Notify',
        signature: 'susssasa{sv}i',
        body: [
          'halo-mcp',
          this.#shown,
          '',
          title,
          can('body-markup') ? escapeMarkup(text) : text,
          can('actions') ? ['default', 'Open settings'] : [],
          new Map([['image-data', new Variant('(iiibiiay)', describeIcon())]]),
          -1, // as long as the desktop likes
        ],
      });
      if (typeof id === 'number') this.#shown = id;
      return true;
    } catch (error) {
      if (error instanceof DbusError) return false;
      throw error;
    }
  }

  hear({ member, body }: Message): void {
    const [id, what] = body;
    if (id !== this.#shown || this.#shown === 0) return;
    if (member === 'ActivationToken' && typeof what === 'string') this.#token = what;
    if (member !== 'ActionInvoked' || what !== 'default') return;
    const token = this.#token;
    this.#token = undefined;
    this.#onActivate(token);
  }
}

/** Width, height, bytes a row, has alpha, bits a channel, channels, pixels. */
function describeIcon(): DbusValue {
  const { bytes } = toPixels(drawAppIcon(), iconSize);
  return [iconSize, iconSize, iconSize * 4, true, 8, 4, bytes];
}
