import type { Workplace } from './workplace.ts';

export interface UninstallOptions {
  /** Leaves the copies we made of assistants' files. */
  readonly keepBackups: boolean;
}

/** One thing that was ours. What was not there is no step: an empty list means that nothing was left. */
export interface UninstallStep {
  /** "Our entry in Claude Desktop (/home/…/claude_desktop_config.json)" */
  readonly what: string;
  readonly done: boolean;
  /** Why it is still there, and what to do. */
  readonly problem?: string;
}

/** Removes everything that set-up left on this computer; what fails is said and the rest goes on. */
export async function uninstall(
  _workplace: Workplace,
  _options: UninstallOptions,
): Promise<readonly UninstallStep[]> {
  throw new Error('Not written yet');
}
