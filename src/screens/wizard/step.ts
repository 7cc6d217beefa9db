import type { Workplace } from '../../setup/workplace.ts';
import type { Draft } from './draft.ts';
import type { Prompt } from './prompt.ts';

export type StepName =
  | 'profile'
  | 'address'
  | 'way'
  | 'application'
  | 'client-id'
  | 'client-secret'
  | 'sign-in'
  | 'test'
  | 'assistants'
  | 'agreement'
  | 'close'
  | 'apply';

/** What steps work with. */
export interface Screen {
  readonly prompt: Prompt;
  readonly workplace: Workplace;
  /** What was changed on this computer so far, in plain sentences without a full stop; steps add to it. */
  readonly changes: string[];
}

/** What a step leads to. */
export interface StepEnd {
  readonly draft: Draft;
  /** These are to be asked again, then this one; undefined where it is done. */
  readonly redo?: readonly StepName[];
}

/** One question, or one thing to do, of the set-up; one file each in `steps/`. */
export interface Step {
  readonly name: StepName;
  /** True for one that can be gone back to. */
  readonly asks: boolean;
  readonly isNeeded: (draft: Draft) => boolean;
  /** `isAgain`: the person wants to change what they, or the command line, said before. */
  readonly run: (draft: Draft, screen: Screen, isAgain: boolean) => Promise<StepEnd>;
}
