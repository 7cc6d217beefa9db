import { GoBack, Interrupted } from './moves.ts';
import { openPrompt, type PromptPlace } from './prompt.ts';

/** Asks one question whose usual answer is no. Esc is a no; Ctrl-C and the system's wish to end are `interrupted`. */
export async function confirmInTerminal(
  message: string,
  place: PromptPlace,
): Promise<'yes' | 'no' | 'interrupted'> {
  try {
    return (await openPrompt(place).agree(message, false)) ? 'yes' : 'no';
  } catch (error) {
    if (error instanceof GoBack) return 'no';
    if (error instanceof Interrupted) return 'interrupted';
    throw error;
  }
}
