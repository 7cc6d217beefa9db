import type { UserError } from '../../base/errors.ts';

/** The person wants to see the question before this one. */
export class GoBack extends Error {
  override readonly name = 'GoBack';
}

/** The person pressed Ctrl-C, or the system asked the program to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Something failed that the person was told of already. */
export class Told extends Error {
  override readonly name = 'Told';
  readonly error: UserError;

  constructor(error: UserError) {
    super(error.message);
    this.error = error;
  }
}

/** Asks a question for which going back means one of its answers. */
export async function backMeans<T>(meant: T, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GoBack) return meant;
    throw error;
  }
}
