import type { ItemId, TrayView } from '../menu.ts';
import type { TrayMessage } from '../tray.ts';

/** What the window's thread tells the program. */
export type ThreadEvent =
  | { readonly kind: 'ready'; readonly window: bigint }
  | { readonly kind: 'shown'; readonly isShown: boolean }
  | { readonly kind: 'activated' }
  | { readonly kind: 'item'; readonly id: ItemId }
  | { readonly kind: 'failed'; readonly reason: string }
  /** Windows ends the session. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'closed' };

/** Messages of ours to the window, besides those of Windows. */
export const windowMessages = {
  fromIcon: 0x8001,
  update: 0x8002,
  close: 0x8003,
} as const;

/** What the program writes for the thread to show. */
export interface ThreadInput {
  readonly view: TrayView;
  /** A message is shown once for each number. */
  readonly message?: (TrayMessage & { readonly number: number }) | undefined;
}
