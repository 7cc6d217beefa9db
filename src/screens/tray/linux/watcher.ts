import type { Bus } from '../dbus/bus.ts';
import type { Message } from '../dbus/message.ts';
import { Variant } from '../dbus/value.ts';

const watcher = 'org.kde.StatusNotifierWatcher';

const watcherObject = { destination: watcher, path: '/StatusNotifierWatcher' };

const busRule =
  "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',member='NameOwnerChanged'," +
  `arg0='${watcher}'`;

/** A panel that is there asks for the icon at once. */
const lookMs = 2_000;

/** So often a panel that doesn't look is given the icon anew. */
const mostTries = 3;

/** Keeps the icon registered with whatever panel there is; a panel may come late, go, and come again. */
export class Registration {
  readonly #bus: Bus;
  readonly #name: string;
  readonly #onShown: (isShown: boolean) => void;
  readonly #countQuestions: () => number;
  #isShown: boolean | undefined;
  #attempt = 0;

  /** `countQuestions` tells how often anybody has asked for the icon or its menu so far. */
  constructor(bus: Bus, name: string, onShown: (isShown: boolean) => void, countQuestions: () => number) {
    this.#countQuestions = countQuestions;
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
  async #register(tries = 1): Promise<void> {
    const attempt = ++this.#attempt;
    const asked = this.#countQuestions();
    const isShown = await this.#tryToRegister().catch(() => false);
    if (attempt !== this.#attempt) return;
    const isUnseen = () => attempt === this.#attempt && this.#countQuestions() === asked;
    if (isShown && tries < mostTries) this.#insist(isUnseen, tries);
    if (isShown === this.#isShown) return;
    this.#isShown = isShown;
    this.#onShown(isShown);
  }

  /**
   * A panel that is still starting may take an icon and never look at it (seen with LXQt's, on a busy machine). A name that goes
   * and comes again is a new icon to it.
   */
  #insist(isUnseen: () => boolean, tries: number): void {
    const timer = setTimeout(async () => {
      if (!isUnseen()) return;
      try {
        await this.#bus.disown(this.#name);
        await this.#bus.own(this.#name);
        await this.#register(tries + 1);
      } catch {
        // The bus is gone, which others hear of.
      }
    }, lookMs);
    timer.unref();
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
