import type { IconState } from '../icon/product-icon.ts';
import type { TrayConnection, TrayStatus } from './tray-status.ts';

/** All that a tray shows: an icon, a text beside the pointer and a menu. Plain data, the same for every system. */
export interface TrayView {
  readonly icon: IconState;
  readonly tooltip: string;
  readonly items: readonly MenuItem[];
}

export type MenuItem =
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'separator' }
  | { readonly kind: 'action'; readonly id: ItemId; readonly label: string; readonly isEnabled: boolean }
  | { readonly kind: 'check'; readonly id: ItemId; readonly label: string; readonly isChecked: boolean }
  /** One of several, of which one is chosen. */
  | { readonly kind: 'choice'; readonly id: ItemId; readonly label: string; readonly isChosen: boolean }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly MenuItem[] };

/** What the person picked. */
export type ItemId =
  | 'open-settings'
  | 'ask-claude'
  | 'test-connection'
  | 'connect-claude'
  | 'start-at-login'
  | 'view-log'
  | 'about'
  | 'quit'
  | `profile ${string}`;

/** What the tray shows for that status. Decides nothing else: no time, no computer, no memory. */
export function toView(status: TrayStatus): TrayView {
  return {
    icon: chooseIcon(status),
    tooltip: `halo-mcp\n${describeConnection(status.connection)}`,
    items: [
      { kind: 'text', label: describeConnection(status.connection) },
      ...listClaudeTrouble(status),
      separator,
      action('open-settings', status.connection.kind === 'not-set-up' ? 'Set up…' : 'Open settings…'),
      action('ask-claude', 'Ask Claude', status.claude !== 'not-installed'),
      separator,
      {
        ...action('test-connection', status.isTesting ? 'Testing the connection…' : 'Test connection'),
        isEnabled: !status.isTesting && status.connection.kind !== 'not-set-up',
      },
      describeClaude(status),
      ...listProfiles(status),
      separator,
      ...(status.startsAtLogin === undefined
        ? []
        : [
            {
              kind: 'check',
              id: 'start-at-login',
              label: 'Start at login',
              isChecked: status.startsAtLogin,
            } as const,
          ]),
      action('view-log', 'View log'),
      action('about', `About halo-mcp ${status.version}`),
      separator,
      action('quit', 'Quit'),
    ],
  };
}

/** The item with that id, at any depth; undefined where there is none that can be picked. */
export function findItem(items: readonly MenuItem[], id: string): MenuItem | undefined {
  for (const item of items) {
    if (item.kind === 'submenu') {
      const found = findItem(item.items, id);
      if (found) return found;
    } else if ('id' in item && item.id === id && canPick(item)) return item;
  }
  return undefined;
}

/** Whether the person may pick it. */
export function canPick(item: MenuItem): boolean {
  if (item.kind === 'action') return item.isEnabled;
  return item.kind === 'check' || item.kind === 'choice';
}

const separator: MenuItem = { kind: 'separator' };

function action(id: ItemId, label: string, isEnabled = true) {
  return { kind: 'action', id, label, isEnabled } as const;
}

/** A lost entry in Claude's file is as much the person's concern as a refused login. */
function chooseIcon({ connection, claude }: TrayStatus): IconState {
  switch (connection.kind) {
    case 'connected':
      return claude === 'needs-repair' ? 'attention' : 'connected';
    case 'checking':
    case 'offline':
      return 'offline';
    case 'attention':
    case 'not-set-up':
      return connection.kind;
  }
}

/** The connection in one short line. */
export function describeConnection(connection: TrayConnection): string {
  switch (connection.kind) {
    case 'checking':
      return 'Looking at the connection…';
    case 'connected':
      return connection.agent === undefined
        ? `Connected to ${connection.host}`
        : `Connected to ${connection.host} as ${connection.agent}`;
    case 'offline':
      return `${connection.host} can’t be reached`;
    case 'attention':
      return shorten(connection.problem);
    case 'not-set-up':
      return 'Not set up yet';
  }
}

function listClaudeTrouble({ claude }: TrayStatus): readonly MenuItem[] {
  return claude === 'needs-repair' ? [{ kind: 'text', label: 'Claude Desktop has lost its connection' }] : [];
}

function describeClaude({ claude, connection }: TrayStatus): MenuItem {
  switch (claude) {
    case 'connected':
      return { kind: 'text', label: 'Claude Desktop is connected' };
    case 'needs-repair':
      return action('connect-claude', 'Repair Claude Desktop');
    case 'not-connected':
      return action('connect-claude', 'Connect Claude Desktop', connection.kind !== 'not-set-up');
    case 'not-installed':
      return { kind: 'text', label: 'Claude Desktop is not installed' };
  }
}

/** Nothing where there is nothing to switch to. */
function listProfiles({ profiles, profile }: TrayStatus): readonly MenuItem[] {
  if (profiles.length < 2) return [];
  const items = profiles.map(
    (name): MenuItem => ({
      kind: 'choice',
      id: `profile ${name}`,
      label: name,
      isChosen: name === profile,
    }),
  );
  return [{ kind: 'submenu', label: 'Profile', items }];
}

const longestLine = 60;

/** A menu has room for one short line; the settings page says the rest. */
function shorten(problem: string): string {
  const sentence = problem.split(/(?<=\w)\. /)[0] ?? problem;
  if (sentence.length <= longestLine) return sentence;
  return `${sentence
    .slice(0, longestLine)
    .replace(/\s+\S*$/, '')
    .replace(/[,;:(]+$/, '')}…`;
}
