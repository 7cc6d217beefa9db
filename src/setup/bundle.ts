import type { Status } from './status.ts';
import type { Workplace } from './workplace.ts';

/**
 * One text for support: status, system, settings, our own entries and the last log lines. Without secrets, without customers'
 * data, with the person's home folder as `~`; Halo's address stays.
 */
export async function createBundle(_status: Status, _workplace: Workplace): Promise<string> {
  throw new Error('Not written yet');
}
