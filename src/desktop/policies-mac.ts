import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Policy, PolicyValue } from './policy.ts';
import { readOutput } from './read-output.ts';

const managedFolder = '/Library/Managed Preferences';

/** What device management set for this person, or else for the whole Mac. */
export async function readMacPolicy({ name, macDomain }: Policy): Promise<PolicyValue | undefined> {
  for (const folder of [join(managedFolder, userInfo().username), managedFolder]) {
    const place = join(folder, `${macDomain}.plist`);
    // The file is binary, and only the system's own helpers read that.
    const value = existsSync(place)
      ? await readOutput('/usr/bin/defaults', ['read', place, name])
      : undefined;
    if (value !== undefined) return { value, place };
  }
  return undefined;
}
