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

/** Shows what went wrong and asks what to do about it, the likeliest first; of these alone. Where only one thing helps, that is not asked. */
export async function chooseFix(
  error: UserError,
  possible: readonly Suspect[],
  prompt: Prompt,
): Promise<Suspect> {
  // What other screens name a command for is done here.
  prompt.say(error.message.replaceAll(/ with "halo-mcp setup[^"]*"/g, ' here'), 'wrong');
  const suspects = findSuspects(error).filter((suspect) => possible.includes(suspect));
  const [only, ...others] = suspects;
  if (only !== undefined && others.length === 0) return only;
  const choices = suspects.map((value) => ({ value, label: labels[value] }));
  return prompt.choose({ message: 'What would you like to do?', choices });
}
