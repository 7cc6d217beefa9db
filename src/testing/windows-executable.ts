import { getTargetExecutable, refreshExecutable } from '../../scripts/build.ts';
import { getTarget } from '../../scripts/targets.ts';

/** The compiled program for Windows, built first when a source is newer. */
export async function getWindowsExecutable(): Promise<string> {
  const target = getTarget('windows-x64');
  const executable = getTargetExecutable(target);
  await refreshExecutable(target, executable);
  return executable;
}
