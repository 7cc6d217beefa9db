import { UserError } from '../base/errors.ts';
import type { AssistantId } from '../desktop/assistants/assistant.ts';
import { type AssistantOutcome, connectAssistants, serverCommandFor } from './assistants.ts';
import { type NetworkDraft, planNetwork } from './network.ts';
import { type ProfileDraft, saveProfile } from './profiles.ts';
import type { CommandAnswer, Workplace } from './workplace.ts';

/** A set-up with everything decided. */
export interface SetupPlan {
  readonly profile: ProfileDraft;
  readonly network: NetworkDraft;
  readonly assistants: readonly AssistantId[];
}

/** What is being done, in this order. */
export type ApplyStep = 'keychain' | 'assistants' | 'check';

export interface ApplyOptions {
  readonly signal: AbortSignal;
  /** Hears of each step before it begins. */
  readonly onStep?: (step: ApplyStep) => void;
  /** Hears what became of the assistants, before the command is checked. */
  readonly onConnected?: (outcomes: readonly AssistantOutcome[]) => void;
}

/** What became of a plan whose login is stored. */
export interface ApplyOutcome {
  readonly assistants: readonly AssistantOutcome[];
  /** What the command that assistants start answered; undefined where it failed. */
  readonly check: CommandAnswer | undefined;
  /** Why it failed. */
  readonly problem: UserError | undefined;
}

/**
 * Stores the login and the network, all or nothing; enters the command into the assistants; then runs that very command and asks
 * it a question. Throws a KeychainError or a UserError where nothing was stored, and the signal's reason at any step.
 */
export async function applyPlan(
  { profile, network, assistants }: SetupPlan,
  workplace: Workplace,
  options: ApplyOptions,
): Promise<ApplyOutcome> {
  options.onStep?.('keychain');
  await saveProfile(profile, workplace, options.signal, [planNetwork(network, workplace.log)]);
  return connectAndCheck(profile.name, assistants, workplace, options);
}

/** Enters the command of a stored profile into the assistants, then runs that very command and asks it a question. */
export async function connectAndCheck(
  profile: string,
  assistants: readonly AssistantId[],
  workplace: Workplace,
  { signal, onStep = () => undefined, onConnected = () => undefined }: ApplyOptions,
): Promise<ApplyOutcome> {
  onStep('assistants');
  signal.throwIfAborted();
  const outcomes = await connectAssistants(assistants, profile, workplace);
  onConnected(outcomes);
  onStep('check');
  return { assistants: outcomes, ...(await checkProfile(profile, workplace, signal)) };
}

/** Runs the command that assistants start for a profile, and asks it a question. */
export async function checkProfile(
  profile: string,
  workplace: Workplace,
  signal: AbortSignal,
): Promise<Pick<ApplyOutcome, 'check' | 'problem'>> {
  try {
    const check = await workplace.checkCommand(serverCommandFor(profile, workplace), signal);
    return { check, problem: undefined };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UserError) return { check: undefined, problem: error };
    throw error;
  }
}
