import type { Log } from '../../base/log.ts';
import type { ItemId, TrayView } from './menu.ts';

/** An icon in the bar of one system. It shows what it is given, says what the person did, and decides nothing. */
export interface Tray {
  /**
   * Puts the icon there. Throws a TrayError where this system can't have one at all. Where only the bar is missing so far,
   * it resolves, says so by `onShown`, and goes on waiting for a bar.
   */
  readonly show: (view: TrayView, listener: TrayListener) => Promise<void>;
  /** From then on this is shown; what didn't change isn't drawn again. */
  readonly update: (view: TrayView) => void;
  /** Shows a short message for some seconds; false where this system shows none. */
  readonly notify: (message: TrayMessage) => Promise<boolean>;
  /** Takes the icon away and ends everything that was started for it. */
  readonly quit: () => Promise<void>;
}

export interface TrayListener {
  /**
   * A left click, or the keyboard's equivalent, or a click on a message; on macOS a click on the icon opens the menu instead, and
   * opening the app once more counts.
   * The token, where there is one, lets the window that is opened next come to the front (Wayland's XDG_ACTIVATION_TOKEN).
   */
  readonly onActivate: (token: string | undefined) => void;
  readonly onItem: (id: ItemId, token: string | undefined) => void;
  /** Whether there is a bar that shows the icon: said once at first, then whenever it changes. */
  readonly onShown: (isShown: boolean) => void;
  /** The icon is gone for good, such as when the session ends. */
  readonly onEnd: () => void;
}

export interface TrayMessage {
  readonly title: string;
  readonly text: string;
}

/** What a tray must know of the computer; handed over by `cli/`. */
export interface TrayPlace {
  readonly platform: NodeJS.Platform;
  /** As the program found it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
}
