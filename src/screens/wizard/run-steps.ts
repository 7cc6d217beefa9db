import type { Draft } from './draft.ts';
import { GoBack } from './moves.ts';
import type { Screen, Step, StepName } from './step.ts';

/**
 * Goes through the steps in their order, back and forth as the person wants. Throws GoBack where the first question is gone back
 * from, and what the steps throw.
 */
export async function runSteps(
  steps: readonly Step[],
  first: Draft,
  screen: Screen,
  askAgain: readonly StepName[] = [],
): Promise<Draft> {
  let draft = first;
  const done = new Set<StepName>();
  const again = new Set<StepName>(askAgain);
  for (;;) {
    const index = steps.findIndex(({ name, isNeeded }) => !done.has(name) && isNeeded(draft));
    const step = steps[index];
    if (step === undefined) return draft;
    try {
      const end = await step.run(draft, screen, again.has(step.name));
      draft = end.draft;
      again.delete(step.name);
      if (end.redo === undefined) done.add(step.name);
      for (const name of end.redo ?? []) askOnceMore(name);
    } catch (error) {
      if (!(error instanceof GoBack)) throw error;
      const before = steps.slice(0, index).findLastIndex(({ name, asks }) => asks && done.has(name));
      if (before === -1) throw error;
      for (const { name } of steps.slice(before, index + 1)) askOnceMore(name);
    }
  }

  function askOnceMore(name: StepName): void {
    done.delete(name);
    again.add(name);
  }
}
