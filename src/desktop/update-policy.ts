import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseJson } from '../base/json.ts';
import type { Computer } from './computer.ts';
import { readErrorCode } from './explain-file-error.ts';
import { isSwitchedOff } from './policies.ts';
import { openRegistry } from './registry.ts';

/** Folders that only an administrator can write to. */
const files: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: '/etc/halo-mcp/policy.json',
  darwin: '/Library/Application Support/halo-mcp/policy.json',
};

const [policyKey, policyName] = ['Software\\Policies\\halo-mcp', 'DisableUpdate'];

/** Properties that this version doesn't know may mean something to another one. */
const policySchema = z.looseObject({ disableUpdate: z.boolean().optional() });

/**
 * Why the program must not update itself on this computer, in one plain sentence without a full stop; undefined where nobody forbids it,
 * or the computer is not the one we run on. What can't be read forbids it.
 */
export function findUpdateBan({ platform }: Computer): string | undefined {
  if (platform !== process.platform) return undefined;
  if (platform === 'win32') return findInRegistry();
  const file = files[platform];
  return file === undefined ? undefined : findInFile(file);
}

/** A value for the computer comes before one for a person; of whatever kind it is, it forbids, unless it says no. */
function findInRegistry(): string | undefined {
  const registry = openRegistry();
  if (registry === undefined)
    return explainDoubt(`${policyName} in ${policyKey}`, 'the registry can not be read from here');
  for (const [root, title] of [
    ['machine', 'HKEY_LOCAL_MACHINE'],
    ['user', 'HKEY_CURRENT_USER'],
  ] as const) {
    const value = registry.read(root, policyKey, policyName);
    if (value === undefined) continue;
    return isSwitchedOff(String(value)) ? undefined : explainBan(policyName, `${title}\\${policyKey}`);
  }
  return undefined;
}

/** What a policy file says; apart, for tests. */
export function findInFile(file: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = readErrorCode(error) ?? 'unknown';
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : explainDoubt(file, code);
  }
  const policy = policySchema.safeParse(parseJson(text.replace(/^\uFEFF/, '')));
  if (!policy.success) return explainDoubt(file, 'it is not {"disableUpdate": true} or false');
  return policy.data.disableUpdate === true ? explainBan('disableUpdate', file) : undefined;
}

function explainBan(name: string, place: string): string {
  return `The people who manage this computer bring new versions of halo-mcp, and it does not update itself: ${name} is set in ${place}`;
}

function explainDoubt(place: string, reason: string): string {
  return `Whether halo-mcp may update itself can't be read from ${place} (${reason}), so it does not. The people who manage this computer can mend that`;
}
