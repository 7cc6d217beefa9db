import type { IconState } from '../../icon/product-icon.ts';
import type { ItemId, TrayView } from '../menu.ts';
import type { Tray, TrayListener, TrayPlace } from '../tray.ts';
import { TrayError } from '../tray-error.ts';
import { startEventPump } from './event-pump.ts';
import { showMacMessage } from './mac-messages.ts';
import { apple, type Id, Objc } from './objc.ts';
import { makeStatusIcon } from './status-icon.ts';
import { buildStatusMenu } from './status-menu.ts';

/** What differs between AppKit and the free copy of it that tests use. */
export interface MacSystem {
  readonly openObjc: () => Objc;
  readonly runLoopMode: string;
  /** Whether the application must be told that it has started. */
  readonly finishesLaunching: boolean;
}

const mac: MacSystem = {
  openObjc: () => new Objc(apple),
  runLoopMode: 'kCFRunLoopDefaultMode',
  finishesLaunching: true,
};

const picked = 'haloPick:';
const openedAgain = 'applicationShouldHandleReopen:hasVisibleWindows:';

/** An icon in the menu bar, by NSStatusItem; a click opens its menu, as people expect there. */
export function createMacTray({ log }: TrayPlace, system: MacSystem = mac): Tray {
  let shown: { readonly update: (view: TrayView) => void; readonly quit: () => void } | undefined;
  return {
    show: async (view, listener) => {
      try {
        shown = show(view, listener, system);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        log.warn('tray icon failed', { reason });
        throw new TrayError(`macOS could not show the icon (${reason}). Use "halo-mcp settings" instead`);
      }
      listener.onShown(true);
    },
    update: (view) => shown?.update(view),
    notify: showMacMessage,
    quit: async () => {
      shown?.quit();
      shown = undefined;
    },
  };
}

function show(first: TrayView, { onItem, onActivate }: TrayListener, system: MacSystem) {
  const objc = system.openObjc();
  const ids: ItemId[] = [];
  let view: TrayView | undefined;
  let menu: Id = 0n;
  const icons = new Map<IconState, Id>();

  const app = objc.inPool(() => startApplication(objc, system));
  const target = objc.makeTarget('HaloMcpTarget', picked, (item) => {
    const id = ids[Number(objc.send(item, 'tag', 'i'))];
    if (id !== undefined) queueMicrotask(() => onItem(id, undefined)); // AppKit is still closing the menu
  });
  // Whoever opens the app once more wants to see something; it has no window of its own.
  const delegate = objc.makeTarget('HaloMcpDelegate', openedAgain, () =>
    queueMicrotask(() => onActivate(undefined)),
  );
  objc.send(app, 'setDelegate:', 'vp', delegate);
  const bar = objc.send(objc.getClass('NSStatusBar'), 'systemStatusBar');
  const item = objc.inPool(() => {
    const asWideAsNeeded = -1;
    return objc.send(objc.send(bar, 'statusItemWithLength:', 'pd', asWideAsNeeded), 'retain');
  });
  // Since macOS 10.10 its button has the picture.
  const face = objc.responds(item, 'button') ? objc.send(item, 'button') : item;

  objc.inPool(() => draw(first));
  const stopPump = startEventPump(objc, app, system.runLoopMode);
  return {
    update: (next: TrayView) => {
      if (!Bun.deepEquals(next, view)) objc.inPool(() => draw(next));
    },
    quit: () => {
      stopPump();
      objc.send(bar, 'removeStatusItem:', 'vp', item);
      objc.send(item, 'release', 'v');
    },
  };

  function draw(next: TrayView): void {
    if (next.icon !== view?.icon) objc.send(face, 'setImage:', 'vp', iconOf(next.icon));
    if (objc.responds(face, 'setToolTip:')) objc.send(face, 'setToolTip:', 'vp', objc.text(next.tooltip));
    if (!Bun.deepEquals(next.items, view?.items)) {
      const made = buildStatusMenu(objc, next.items, { object: target, selector: picked }, ids);
      objc.send(item, 'setMenu:', 'vp', made);
      objc.send(menu, 'release', 'v');
      menu = made;
    }
    view = next;
  }

  function iconOf(state: IconState): Id {
    const icon = icons.get(state) ?? makeStatusIcon(objc, state);
    icons.set(state, icon);
    return icon;
  }
}

/** Without an icon in the Dock and without a menu of its own. */
function startApplication(objc: Objc, { finishesLaunching }: MacSystem): Id {
  const app = objc.send(objc.getClass('NSApplication'), 'sharedApplication');
  const accessory = 1n;
  if (objc.responds(app, 'setActivationPolicy:')) objc.send(app, 'setActivationPolicy:', 'bi', accessory);
  if (finishesLaunching) objc.send(app, 'finishLaunching', 'v');
  return app;
}
