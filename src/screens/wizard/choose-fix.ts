import type { UserError } from '../../base/errors.ts';
import { findSuspects, type Suspect } from '../../setup/suspects.ts';
import type { Prompt } from './prompt.ts';

const labels: Readonly<Record<Suspect, string>> = {
  again: 'Try once more',
  address: 'Correct the address',
  'client-id': 'Correct the client ID',
  'client-secret': 'Correct the client secret',
  network: 'Set a proxy or a certificate file',
};

/** Shows what went wrong and asks what to do about it, the likeliest first; of these alone. */
export async function chooseFix(
  error: UserError,
  possible: readonly Suspect[],
  prompt: Prompt,
): Promise<Suspect> {
  prompt.say(error.message, 'wrong');
  const choices = findSuspects(error)
    .filter((suspect) => possible.includes(suspect))
    .map((value) => ({ value, label: labels[value] }));
  return prompt.choose({ message: 'What would you like to do?', choices });
}
