import type { Bus } from '../dbus/bus.ts';
import type { Message } from '../dbus/message.ts';
import { Variant } from '../dbus/value.ts';

const watcher = 'org.kde.StatusNotifierWatcher';

const watcherObject = { destination: watcher, path: '/StatusNotifierWatcher' };

const busRule =
  "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',member='NameOwnerChanged'," +
  `arg0='${watcher}'`;

/** Keeps the icon registered with whatever panel there is; a panel may come late, go, and come again. */
export class Registration {
  readonly #bus: Bus;
  readonly #name: string;
  readonly #onShown: (isShown: boolean) => void;
  #isShown: boolean | undefined;
  #attempt = 0;

  constructor(bus: Bus, name: string, onShown: (isShown: boolean) => void) {
    this.#bus = bus;
    this.#name = name;
    this.#onShown = onShown;
  }

  /** Resolves once it is known whether there is a panel. */
  async start(): Promise<void> {
    await this.#bus.listen(busRule);
    await this.#bus.listen(`type='signal',sender='${watcher}',interface='${watcher}'`);
    await this.#register();
  }

  hear({ member, body }: Message): void {
    if (member === 'NameOwnerChanged' && body[0] === watcher) void this.#register();
    if (member === 'StatusNotifierHostRegistered' || member === 'StatusNotifierHostUnregistered')
      void this.#register();
  }

  /** Registering twice does no harm. */
  async #register(): Promise<void> {
    const attempt = ++this.#attempt;
    const isShown = await this.#tryToRegister().catch(() => false);
    if (attempt !== this.#attempt || isShown === this.#isShown) return;
    this.#isShown = isShown;
    this.#onShown(isShown);
  }

  async #tryToRegister(): Promise<boolean> {
    if (!(await this.#bus.isOwned(watcher))) return false;
    await this.#bus.call({
      ...watcherObject,
      face: watcher,
      member: 'RegisterStatusNotifierItem',
      signature: 's',
      body: [this.#name],
    });
    return this.#hasHost();
  }

  /** A watcher may run without a panel. One that doesn't say is believed to have one. */
  async #hasHost(): Promise<boolean> {
    const asked = this.#bus.call({
      ...watcherObject,
      face: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [watcher, 'IsStatusNotifierHostRegistered'],
    });
    const [answer] = await asked.catch(() => []);
    return !(answer instanceof Variant && answer.value === false);
  }
}
