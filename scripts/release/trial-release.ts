import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { type Identity, identity } from '../../src/release/identity.ts';
import type { Release } from './release.ts';

/** What a trial differs in. */
export interface TrialOptions {
  /** Packed whatever the target is. */
  readonly program: string;
  /** The checkout's own where left out. */
  readonly version?: string;
  /** What differs from the checkout's own. */
  readonly identity?: Partial<Identity>;
}

/** A release for tests: quick, of any program, in a folder that the test deletes. Artifacts go to `artifacts` in it. */
export async function prepareTrialRelease(folder: string, options: TrialOptions): Promise<Release> {
  return {
    version: options.version ?? manifest.version,
    folder: join(folder, 'artifacts'),
    workplace: await mkdtemp(join(folder, 'workplace-')),
    isFast: true,
    builtAtSeconds: 1_700_000_000,
    identity: { ...identity, ...options.identity },
    warn: (words) => console.error(words),
    getExecutable: async () => options.program,
  };
}
