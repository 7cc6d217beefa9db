import type { Readable, Writable } from 'node:stream';
import type { UserError } from '../../base/errors.ts';
import type { SetupAnswers } from '../../setup/answers.ts';
import type { NetworkDraft } from '../../setup/network.ts';
import type { Workplace } from '../../setup/workplace.ts';

/** Where the wizard asks and shows. */
export interface WizardPlace {
  readonly workplace: Workplace;
  readonly input: Readable;
  readonly output: Writable;
  /** False where the terminal can't show more than ASCII. */
  readonly unicode: boolean;
  readonly columns: () => number | undefined;
  /** What the computer says about the way to the internet, before any answer. */
  readonly network: NetworkDraft;
  readonly signal: AbortSignal;
}

/** How it ended: set up, left by the person, ended by Ctrl-C or the system, or with what went wrong. */
export type WizardEnd = 'done' | 'left' | 'interrupted' | { readonly failed: UserError };

/** Sets up a Halo with a person at the terminal. What was given already is not asked again unless it fails. */
export async function runWizard(_given: SetupAnswers, { signal }: WizardPlace): Promise<WizardEnd> {
  return signal.aborted ? 'interrupted' : 'left';
}
