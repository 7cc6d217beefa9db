import { GoBack, Interrupted } from './moves.ts';
import { openPrompt, type PromptPlace } from './open-prompt.ts';

/** Asks one question with yes and no, where no is the answer that Enter gives; Esc is no. */
export async function agreeOnce(message: string, place: PromptPlace): Promise<boolean | 'interrupted'> {
  try {
    return await openPrompt(place).agree(message, false);
  } catch (error) {
    if (error instanceof GoBack) return false;
    if (error instanceof Interrupted) return 'interrupted';
    throw error;
  }
}
