import type { Progress } from './show-work.ts';

export interface TextQuestion {
  readonly message: string;
  /** What the line holds at first, to be changed or taken over. */
  readonly initial?: string | undefined;
  /** Shown while the line is empty. */
  readonly example?: string | undefined;
  /** Said where the line is left empty; an empty line is an answer where this is left out. */
  readonly whenEmpty?: string | undefined;
  /** True for what is not to be seen; the line then shows dots. */
  readonly isSecret?: (typed: string) => boolean;
  /** What stays on the screen of an answer that is given, where that is not all of it. */
  readonly asLeft?: (answer: string) => string;
}

/** One of several answers. */
export interface Choice<T> {
  readonly value: T;
  readonly label: string;
  /** Shown, but it can't be chosen; the reason stands behind it. */
  readonly unavailable?: string | undefined;
}

export interface ChoiceQuestion<T> {
  readonly message: string;
  readonly choices: readonly Choice<T>[];
  readonly initial?: T | undefined;
  /** False for a question that has none before it. */
  readonly canGoBack?: boolean | undefined;
}

/** How a piece of news is marked. */
export type Mark = 'plain' | 'done' | 'warning' | 'wrong';

/** One row of a list of findings. */
export interface Row {
  readonly isGood: boolean;
  readonly text: string;
}

/**
 * Questions and news in the terminal. Every question throws GoBack for Esc or "Back", and Interrupted for Ctrl-C or when the signal
 * comes. All texts are shown without control characters, because some of them come from Halo.
 */
export interface Prompt {
  readonly begin: (title: string) => void;
  readonly end: (text: string) => void;
  /** A blank line in the text begins a new paragraph, a line break a new line. */
  readonly say: (text: string, mark?: Mark) => void;
  readonly list: (title: string, rows: readonly Row[]) => void;
  readonly ask: (question: TextQuestion) => Promise<string>;
  /** Never shows what is typed. */
  readonly askSecret: (question: Pick<TextQuestion, 'message' | 'whenEmpty'>) => Promise<string>;
  readonly choose: <T extends string>(question: ChoiceQuestion<T>) => Promise<T>;
  readonly chooseMany: <T extends string>(question: {
    readonly message: string;
    readonly choices: readonly Choice<T>[];
    readonly initial: readonly T[];
  }) => Promise<readonly T[]>;
  readonly agree: (message: string, initial: boolean) => Promise<boolean>;
  /**
   * Shows that something takes its time. Esc and Ctrl-C end it through its signal: at once, or, where it `finishes` by itself, once it
   * has put everything in order; such work can't be gone back from.
   */
  readonly work: <T>(
    message: string,
    run: (signal: AbortSignal, progress: Progress) => Promise<T>,
    options?: { readonly finishes?: boolean },
  ) => Promise<T>;
}
