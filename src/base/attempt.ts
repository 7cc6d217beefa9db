import { UserError } from './errors.ts';

/** What came of something that a person can do something about where it fails. */
export type Attempt<T> =
  | { readonly value: T; readonly error?: undefined }
  | { readonly error: UserError; readonly value?: undefined };

/** Catches what is worded for the person; everything else is passed on. */
export async function attempt<T>(run: () => T | Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await run() };
  } catch (error) {
    if (error instanceof UserError) return { error };
    throw error;
  }
}
