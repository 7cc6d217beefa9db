import type { OutputOf } from './ask.ts';
import type { PageElement } from './browser.ts';
import type { Draft } from './guide-place.ts';

/** What a view of the status home is given. */
export interface ViewPlace {
  /** What is known without asking Halo. */
  readonly known: OutputOf<'look'>;
  /** Looks again and starts over. */
  readonly reload: () => Promise<void>;
  readonly guide: (draft: Draft) => void;
}

/** Makes a view; it begins with a heading that gets the focus. */
export type View = (place: ViewPlace) => PageElement;
