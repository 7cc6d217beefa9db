import type { Readable, Writable } from 'node:stream';
import { UserError } from '../../base/errors.ts';
import { version } from '../../base/version.ts';
import type { SetupAnswers } from '../../setup/answers.ts';
import type { NetworkDraft } from '../../setup/network.ts';
import { usualProfile } from '../../setup/new-profile.ts';
import { listProfiles } from '../../setup/profiles.ts';
import { NotPutBackError } from '../../setup/replace-secrets.ts';
import type { Workplace } from '../../setup/workplace.ts';
import { allSteps } from './all-steps.ts';
import { draftFrom } from './draft.ts';
import { runMenu } from './menu.ts';
import { GoBack, Interrupted, Told } from './moves.ts';
import { openPrompt } from './open-prompt.ts';
import { readCurrent } from './read-current.ts';
import { runSteps } from './run-steps.ts';
import { showCurrent } from './show-current.ts';
import type { Screen } from './step.ts';

/** Where the wizard asks and shows. */
export interface WizardPlace {
  readonly workplace: Workplace;
  readonly input: Readable;
  readonly output: Writable;
  /** False where the terminal can't show more than ASCII. */
  readonly unicode: boolean;
  readonly columns: () => number | undefined;
  /** What the computer says about the way to the internet, before any answer. */
  readonly network: NetworkDraft;
  readonly signal: AbortSignal;
  /** Hears of Ctrl-C while something is under way, which then is to give up what it waits for. */
  readonly onInterrupt: () => void;
}

/** How it ended: set up, left by the person, ended by Ctrl-C or the system, or with what went wrong, which was shown. */
export type WizardEnd = 'done' | 'left' | 'interrupted' | { readonly failed: UserError };

/** Sets up a Halo with a person at the terminal. What was given already is not asked again unless it fails. */
export async function runWizard(given: SetupAnswers, place: WizardPlace): Promise<WizardEnd> {
  const screen: Screen = { prompt: openPrompt(place), workplace: place.workplace, changes: [] };
  const { prompt, changes } = screen;
  prompt.begin(`halo-mcp ${version}: connect Claude to your Halo`);
  try {
    const end = await run(given, place, screen);
    prompt.end(end === 'done' ? 'Done.' : describeChanges(changes));
    return end;
  } catch (error) {
    if (error instanceof Interrupted) {
      const { cause } = error;
      prompt.end(
        `Stopped. ${cause instanceof NotPutBackError ? `${cause.message}.` : describeChanges(changes)}`,
      );
      return 'interrupted';
    }
    const failed = error instanceof Told ? error.error : error;
    if (!(failed instanceof UserError)) throw error;
    if (failed === error) prompt.say(failed.message, 'wrong');
    prompt.end(`Not finished. ${describeChanges(changes)}`);
    return { failed };
  }
}

async function run(given: SetupAnswers, place: WizardPlace, screen: Screen): Promise<'done' | 'left'> {
  const profiles = listProfiles(place.workplace);
  const draft = draftFrom(given, place.network);
  const name = given.profile ?? usualProfile;
  const profile = profiles.find((one) => one.name === name);
  const isNew = profile === undefined && (profiles.length === 0 || given.profile !== undefined);
  if (isNew) {
    screen.prompt.say(welcome);
    return setUp(() => runSteps(allSteps, { ...draft, profile: name }, screen));
  }
  const { address, clientId, clientSecret, signsIn } = given;
  if (
    profile !== undefined &&
    (address ?? clientId ?? clientSecret ?? (signsIn || undefined)) !== undefined
  ) {
    return setUp(async () => runSteps(allSteps, await readCurrent(profile, draft, screen), screen));
  }
  await showCurrent(place.network, screen);
  return runMenu(profiles, draft, screen);
}

/** Going back from the first question leaves. */
async function setUp(go: () => Promise<unknown>): Promise<'done' | 'left'> {
  try {
    await go();
    return 'done';
  } catch (error) {
    if (error instanceof GoBack) return 'left';
    throw error;
  }
}

function describeChanges(changes: readonly string[]): string {
  return changes.length === 0 ? 'Nothing was changed.' : `${changes.join('. ')}.`;
}

const welcome = `Claude, or another assistant, will be able to answer questions from your Halo. It only reads; nothing in Halo is ever changed.

It takes about three minutes. You need what your Halo admin gave you: the address, a client ID and, unless you sign in as yourself, a client secret.

Nothing is stored until you agree at the end. Esc goes back to the question before, Ctrl-C leaves.`;
