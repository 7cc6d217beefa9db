import type { Assistant } from './assistants/assistant.ts';
import type { Computer } from './computer.ts';
import { readMacPolicy } from './policies-mac.ts';
import { readWindowsPolicy } from './policies-windows.ts';
import type { Policy, PolicyValue } from './policy.ts';

/**
 * What forbids an assistant to start servers on this computer, in one plain sentence without a full stop; undefined where nothing
 * does, or the computer is not the one we run on. What an organisation forbids in its account with the assistant's maker can't be seen.
 */
export async function findForbiddingPolicy(
  { title, policy }: Assistant,
  { platform }: Computer,
): Promise<string | undefined> {
  if (policy === undefined || platform !== process.platform) return undefined;
  const found = await readPolicy(policy);
  if (found === undefined || !isSwitchedOff(found.value)) return undefined;
  return `Your organisation does not let ${title} start servers on this computer: ${policy.name} is off in ${found.place}. Only the people who manage this computer can change that`;
}

/** Whether a policy's value means no. */
export function isSwitchedOff(value: string): boolean {
  return /^(0|false|no)$/i.test(value.trim());
}

async function readPolicy(policy: Policy): Promise<PolicyValue | undefined> {
  if (process.platform === 'win32') return readWindowsPolicy(policy);
  return process.platform === 'darwin' ? readMacPolicy(policy) : undefined;
}
