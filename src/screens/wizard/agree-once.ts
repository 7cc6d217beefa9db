import { GoBack, Interrupted } from './moves.ts';
import { openPrompt, type PromptPlace } from './open-prompt.ts';

/** Asks one question with yes and no, where Enter gives `initial`, which is no where left out; Esc is no. */
export async function agreeOnce(
  message: string,
  place: PromptPlace,
  initial = false,
): Promise<boolean | 'interrupted'> {
  try {
    return await openPrompt(place).agree(message, initial);
  } catch (error) {
    if (error instanceof GoBack) return false;
    if (error instanceof Interrupted) return 'interrupted';
    throw error;
  }
}
