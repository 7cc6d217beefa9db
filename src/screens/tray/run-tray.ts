import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { type ItemId, toView } from './menu.ts';
import { Notices } from './notices.ts';
import { Schedule, tickMs } from './schedule.ts';
import type { Tray, TrayMessage } from './tray.ts';
import type { TrayActions, TrayStamps } from './tray-actions.ts';
import { describeFailure, describeProgram, describeTest } from './tray-messages.ts';
import { TrayState } from './tray-state.ts';

export interface TrayOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Everything else starts at the same time then, the bar too. */
  readonly isAtLogin: boolean;
  /** Takes the icon away once it is aborted. */
  readonly signal: AbortSignal;
}

/** A running tray. */
export interface RunningTray {
  /** Opens the settings, as a click on the icon does. Never throws. */
  readonly activate: (token: string | undefined) => Promise<void>;
  /** Our entry was taken out of Claude's file on purpose, which is nothing to warn of. */
  readonly forgetClaude: () => void;
  /** Resolves once the icon is gone: the person quit, the session ended, or the signal came. */
  readonly ended: Promise<void>;
}

/** A bar has shown the icon by then. */
const barPatienceMs = { atLogin: 20_000, later: 5_000 };

/** Shows the icon and keeps it true until the person quits. Throws a TrayError where this system can't have one. */
export async function runTray(
  tray: Tray,
  actions: TrayActions,
  { clock, log, isAtLogin, signal }: TrayOptions,
): Promise<RunningTray> {
  const quitting = new AbortController();
  const over = AbortSignal.any([signal, quitting.signal]);
  const state = new TrayState();
  const notices = new Notices();
  const schedule = new Schedule(unknown, clock.now());
  let isShown = false;
  let looking: Promise<void> | undefined;

  await attempt('look', lookAtComputer);
  await tray.show(toView(state.toStatus()), {
    onActivate: (token) => void pick('open-settings', token),
    onItem: (id, token) => void pick(id, token),
    onShown: (shown) => {
      isShown = shown;
    },
    onEnd: () => quitting.abort(),
  });
  void attempt('look', explainMissingBar);
  return {
    activate: (token) => pick('open-settings', token),
    forgetClaude: () => state.forgetClaude(),
    ended: watch().finally(() => tray.quit()),
  };

  async function watch(): Promise<void> {
    while (!over.aborted) {
      await attempt('look', lookAgain);
      await clock.wait(tickMs, over).catch(() => undefined);
    }
  }

  async function lookAgain(): Promise<void> {
    const due = schedule.tick(actions.readStamps(), clock.now());
    readStart();
    if (schedule.isAwaking) state.isChecking = true;
    if (due === 'everything') await lookAtEverything();
    if (due === 'claude') await lookAtComputer();
    show();
  }

  /** One look serves all who ask for one meanwhile. */
  function lookAtEverything(): Promise<void> {
    looking ??= askEverything().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  async function askEverything(): Promise<void> {
    let isWell = false;
    try {
      state.sawEverything(await actions.readStatus(over));
      isWell = /^(?:connected|not-set-up)$/.test(state.toStatus().connection.kind);
    } catch (error) {
      if (over.aborted) return;
      log.warn('tray', { what: 'look', reason: describeFailure(error).text });
      state.sawFailure(describeFailure(error).text);
    }
    schedule.looked(isWell, clock.now());
  }

  /** What takes no time. */
  async function lookAtComputer(): Promise<void> {
    readStart();
    state.sawClaude(await actions.readClaude());
  }

  /** True where a problem was told at the same time. */
  function show(): boolean {
    if (over.aborted) return false;
    const status = state.toStatus();
    tray.update(toView(status));
    const notice = notices.look(status, clock.now());
    if (notice) void attempt('look', async () => void (await tray.notify(notice)));
    return notice !== undefined;
  }

  async function pick(id: ItemId, token: string | undefined): Promise<void> {
    await attempt(id, () => act(id, token));
    await attempt('look', async () => void show());
  }

  async function act(id: ItemId, token: string | undefined): Promise<void> {
    switch (id) {
      case 'open-settings':
        return actions.openSettings(token);
      case 'ask-claude':
        return actions.askClaude(token);
      case 'view-log':
        return actions.viewLog(token);
      case 'about':
        return tell(describeProgram(state.toStatus().version), token);
      case 'test-connection':
        return testConnection();
      case 'connect-claude':
        return connectClaude(token);
      case 'start-at-login':
        return toggleStartAtLogin();
      case 'quit':
        return quitting.abort();
      default:
        state.profile = id.slice('profile '.length);
    }
  }

  async function testConnection(): Promise<void> {
    if (state.isTesting) return;
    state.isTesting = true;
    show();
    try {
      await lookAtEverything();
    } finally {
      state.isTesting = false;
    }
    if (!show()) await tray.notify(describeTest(state.toStatus().connection));
  }

  async function connectClaude(token: string | undefined): Promise<void> {
    const { profile } = state.toStatus();
    const done = profile === undefined ? 'settings' : await actions.connectClaude(profile);
    await lookAtComputer();
    if (done === 'settings') await actions.openSettings(token);
    else await tray.notify(done);
  }

  async function toggleStartAtLogin(): Promise<void> {
    readStart();
    actions.startAtLogin?.set(state.startsAtLogin !== true);
    readStart();
  }

  /** The settings page and the system's own settings change it too. */
  function readStart(): void {
    const found = actions.startAtLogin?.read();
    state.startsAtLogin = found && found === 'on';
  }

  /** The settings page says it too, where the desktop shows no messages. */
  async function tell(message: TrayMessage, token?: string): Promise<void> {
    if (!(await tray.notify(message))) await actions.openSettings(token);
  }

  async function explainMissingBar(): Promise<void> {
    await clock.wait(isAtLogin ? barPatienceMs.atLogin : barPatienceMs.later, over);
    if (!isShown) await actions.explainNoBar();
  }

  /** The one place that catches: a fault of one thing must not take the icon away. */
  async function attempt(what: ItemId | 'look', run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (over.aborted) return;
      const failure = describeFailure(error);
      log.warn('tray', { what, reason: failure.text });
      if (what === 'look') return;
      const isSaid = await tray.notify(failure).catch(() => false);
      if (!isSaid && what !== 'open-settings') await actions.openSettings(undefined).catch(() => undefined);
    }
  }
}

const unknown: TrayStamps = { claude: '', settings: '', network: '' };
