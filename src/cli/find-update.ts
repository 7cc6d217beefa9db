import { type Attempt, attempt } from '../base/attempt.ts';
import { UserError } from '../base/errors.ts';
import { version } from '../base/version.ts';
import { findInstalledProgram, type InstalledProgram } from '../desktop/program-lock.ts';
import { findProgramOwner } from '../desktop/program-owner.ts';
import { findUpdateBan } from '../desktop/update-policy.ts';
import { fetchNews, findNewestRelease } from '../release/newest-release.ts';
import { compareToInstalled, type ReleaseList } from '../release/release-list.ts';
import type { ReleasePlace } from '../release/release-place.ts';
import type { Workplace } from '../setup/workplace.ts';
import { openReleasePlace } from './open-release-place.ts';
import { planUpdate, type UpdatePlan } from './update-plan.ts';

/** The newest release, and what it means for the program that runs. */
export interface FoundUpdate {
  readonly program: InstalledProgram;
  readonly place: ReleasePlace;
  readonly list: ReleaseList;
  /** Undefined where the newest one runs already. */
  readonly newer: NewerRelease | undefined;
}

export interface NewerRelease {
  readonly plan: UpdatePlan;
  /** What is new in it, one point a line; undefined where it does not say. */
  readonly news: Attempt<string | undefined>;
}

/**
 * Looks for a newer release; changes nothing. Throws a UserError where this computer, or this program, is not to look, where the list
 * does not arrive or is not to be believed, and where it is older than this program.
 */
export async function findUpdate(workplace: Workplace, signal: AbortSignal): Promise<FoundUpdate> {
  const { computer } = workplace;
  const program = findProgram(workplace);
  const { place, publicKey } = await openReleasePlace(workplace, signal);
  const list = await findNewestRelease(place, publicKey);
  const standing = compareToInstalled(list.version, version);
  if (standing === 'older') throw explainOlder(list, place);
  if (standing === 'same') return { program, place, list, newer: undefined };
  const owner = await findProgramOwner(program.path, computer);
  const kind = { platform: computer.platform, arch: process.arch };
  const plan = planUpdate(owner, { list, address: place.address, kind });
  return { program, place, list, newer: { plan, news: await attempt(() => fetchNews(list, place)) } };
}

function findProgram({ program, computer }: Workplace): InstalledProgram {
  const ban = findUpdateBan(computer);
  if (ban !== undefined) throw new UserError(ban);
  if (program.args.length > 0)
    throw new UserError('This halo-mcp runs from its source code, which is updated with git');
  return findInstalledProgram(program.command);
}

/** An older list is an old one that somebody shows again, to bring an old weakness back. */
function explainOlder(list: ReleaseList, { address }: ReleasePlace): UserError {
  return new UserError(
    `The newest release at ${new URL(address).host} is said to be ${list.version}, and this is ${version} already. An older one is never put over a newer one, so nothing was changed. Try again later; if that stays, tell the makers of halo-mcp`,
  );
}
