import type { Profile } from '../../../setup/profiles.ts';
import type { Draft } from '../draft.ts';
import type { Screen } from '../step.ts';

/** What can be done once a Halo is set up; one file each. */
export interface Flow {
  readonly label: string;
  /** Undefined for one that is about all Halos. */
  readonly question?: string;
  readonly isPossible: (profile: Profile) => boolean;
  /** `draft` holds what was given on the command line. Throws GoBack to return to the choice. */
  readonly run: (profile: Profile, draft: Draft, screen: Screen) => Promise<void>;
}
