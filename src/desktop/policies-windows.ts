import type { Policy, PolicyValue } from './policy.ts';
import { openRegistry } from './registry.ts';

/** A machine's policy comes before a person's. */
const roots = [
  { name: 'HKEY_LOCAL_MACHINE', root: 'machine' },
  { name: 'HKEY_CURRENT_USER', root: 'user' },
] as const;

/** What Group Policy or Intune set in the registry; undefined where it holds nothing, or can't be asked. */
export function readWindowsPolicy({ name, windowsKey }: Policy): PolicyValue | undefined {
  const registry = openRegistry();
  for (const { name: rootName, root } of roots) {
    const value = registry?.read(root, windowsKey, name);
    if (typeof value === 'string' || typeof value === 'number')
      return { value: String(value), place: `${rootName}\\${windowsKey}` };
  }
  return undefined;
}
