/**
 * Why the text of a configuration file can't be read or changed, before anyone knows which file it is. The message says what
 * is wrong and continues a sentence: "it lists …".
 */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
  /** Counted from 1; undefined where no one place is to blame. */
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(message: string, place?: Place) {
    super(message);
    this.line = place?.line;
    this.column = place?.column;
  }
}

/** A place in a text as editors show it, both numbers counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where an offset lies in a text. */
export function findPlace(text: string, offset: number): Place {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
