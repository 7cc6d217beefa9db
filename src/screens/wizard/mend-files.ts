import { attempt } from '../../base/attempt.ts';
import { type AssistantOutcome, connectAssistants } from '../../setup/assistants.ts';
import { openInEditor } from '../../setup/open-page.ts';
import { GoBack } from './moves.ts';
import type { Screen } from './step.ts';

/** Lets the person mend files that can't be read as they are, one after the other; gives the outcomes as they then are. */
export async function mendFiles(
  profile: string,
  outcomes: readonly AssistantOutcome[],
  screen: Screen,
): Promise<readonly AssistantOutcome[]> {
  const mended: AssistantOutcome[] = [];
  for (const outcome of outcomes) mended.push(await mendFile(profile, outcome, screen));
  return mended;
}

async function mendFile(
  profile: string,
  broken: AssistantOutcome,
  { prompt, workplace }: Screen,
): Promise<AssistantOutcome> {
  let outcome = broken;
  try {
    for (;;) {
      const { title, brokenFile, problem } = outcome;
      if (brokenFile === undefined || problem === undefined) return outcome;
      prompt.say(`${title}: ${problem}`, 'wrong');
      const next = await prompt.choose({
        message: `The file of ${title} was left as it is. What would you like to do?`,
        canGoBack: false,
        choices: [
          { value: 'open', label: 'Open it, to mend it' },
          { value: 'again', label: 'It is mended, connect it now' },
          { value: 'leave', label: `Leave it; ${title} is not connected` },
        ],
      });
      if (next === 'leave') return outcome;
      if (next === 'open') {
        const { error } = await attempt(() => openInEditor(brokenFile, workplace));
        if (error !== undefined) prompt.say(error.message, 'warning');
      } else {
        const [again] = await connectAssistants([outcome.id], profile, workplace);
        outcome = again ?? outcome;
      }
    }
  } catch (error) {
    if (error instanceof GoBack) return outcome;
    throw error;
  }
}
