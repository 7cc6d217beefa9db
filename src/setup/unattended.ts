import { UserError } from '../base/errors.ts';
import { defaultProfile } from '../desktop/settings-file.ts';
import { HaloError } from '../halo/errors.ts';
import type { SetupAnswers } from './answers.ts';
import { type ApplyOutcome, type ApplyStep, applyPlan, connectAndCheck } from './apply.ts';
import type { AreaReport } from './areas.ts';
import { type AssistantReport, previewAssistants, toAssistantReport } from './assistant-report.ts';
import type { AssistantOutcome } from './assistants.ts';
import { type LoginReport, testLogin } from './check-halo.ts';
import { chooseLogin } from './choose-login.ts';
import { closeAssistant, mustBeClosed } from './close-assistant.ts';
import { hintClientId, hintClientSecret } from './login-hints.ts';
import { planNetwork } from './network.ts';
import { answersAnything } from './profile-status.ts';
import { type Login, loadConnection, type ProfileDraft } from './profiles.ts';
import { storeChanges } from './stored-change.ts';
import { resolveNetwork, tryAddress, tryLogin, trySignIn } from './try-out.ts';
import type { CommandAnswer, Workplace } from './workplace.ts';

/** What is under way, for whoever waits. */
export type UnattendedStep = 'address' | 'sign-in' | 'login' | ApplyStep;

export interface UnattendedOptions {
  readonly signal: AbortSignal;
  /** Tries everything and stores nothing. */
  readonly isDryRun: boolean;
  /** Ends assistants that run and would drop the entry, where that is safe. */
  readonly quitsAssistants: boolean;
  readonly onStep: (step: UnattendedStep) => void;
  /** Hears the address that the person is to open. */
  readonly onUrl: (url: string) => void;
}

/** What a set-up without questions came to. Plain data that can be written as JSON; null where there is nothing to say; no secrets. */
export interface SetupReport {
  readonly profile: string;
  readonly halo: { readonly address: string; readonly name: string | null; readonly version: string | null };
  /** Whom Halo takes us for. */
  readonly agent: string | null;
  readonly areas: readonly AreaReport[];
  /** Whether the login was stored now, or kept as it was; null where none was stored. */
  readonly keychain: 'stored' | 'kept' | null;
  readonly dryRun: boolean;
  readonly assistants: readonly AssistantReport[];
  /** What the command that assistants start answered; null for a dry run, and where it failed. */
  readonly check: CommandAnswer | null;
  /** Why it failed, or why nothing was stored at all. */
  readonly problem: string | null;
  /** True where it was stopped once the login was stored; what is still to be done stands in the problem. */
  readonly isStopped: boolean;
}

/**
 * Sets up a Halo from what was given and what is stored, without a question: finds it, tries the login, stores it, connects the
 * assistants that were named, and asks a question through the very command they start. Throws a UserError where nothing could be
 * stored, and the signal's reason before anything is. An assistant that can't be connected is a part of the report; so is a login that
 * may read nothing, which is not stored.
 */
export async function setUpUnattended(
  answers: SetupAnswers,
  workplace: Workplace,
  options: UnattendedOptions,
): Promise<SetupReport> {
  const { signal, onStep, isDryRun } = options;
  const profile = answers.profile ?? defaultProfile;
  const choice = await chooseLogin(answers, workplace);
  const tried = choice.kind === 'stored' ? await tryStored() : await tryNew();
  const ids = answers.assistants ?? [];
  const known = {
    profile,
    ...describeLogin(tried.address, tried.report),
    dryRun: isDryRun,
    isStopped: false,
  };
  const untouched = { ...known, keychain: null, check: null };
  if (!answersAnything(tried.report.areas)) return { ...untouched, assistants: [], problem: blindLogin };
  if (isDryRun) {
    return {
      ...untouched,
      assistants: await previewAssistants(ids, profile, workplace),
      problem: null,
    };
  }
  if (options.quitsAssistants) {
    for (const id of await mustBeClosed(ids, workplace)) await closeAssistant(id, workplace, signal);
  }
  const progress: { isStored: boolean; assistants: readonly AssistantOutcome[] } = {
    isStored: false,
    assistants: [],
  };
  const outcome = await apply(tried.draft).catch((error): Stopped => {
    if (!signal.aborted || !progress.isStored) throw error;
    return { assistants: progress.assistants, check: undefined, problem: explainStop(), isStopped: true };
  });
  const running = await mustBeClosed(ids, workplace);
  return {
    ...known,
    isStopped: 'isStopped' in outcome,
    keychain: tried.draft === undefined ? 'kept' : 'stored',
    assistants: outcome.assistants.map((one) => toAssistantReport(one, running.includes(one.id))),
    check: outcome.check ?? null,
    problem: outcome.problem?.message ?? null,
  };

  async function tryStored(): Promise<Tried> {
    onStep('login');
    const connection = await loadConnection(profile, workplace);
    const network = await resolveNetwork(answers.network, workplace);
    const report = await testLogin(connection, network, workplace, signal);
    return { address: connection.address, report, draft: undefined };
  }

  async function tryNew(): Promise<Tried> {
    if (choice.kind === 'stored') return tryStored();
    const place = choice.kind === 'sign-in' ? choice.person.place : choice.profile;
    onStep('address');
    const { siteUrl } = await tryAddress(place, answers.network, workplace, signal);
    let draft: ProfileDraft;
    if (choice.kind === 'sign-in') {
      onStep('sign-in');
      const login = await trySignIn(choice.person, answers.network, workplace, {
        signal,
        onUrl: options.onUrl,
      });
      const { name, scope, redirectPort } = choice.person;
      draft = { name, ...place, address: siteUrl, scope, redirectPort, login };
    } else draft = { ...choice.profile, address: siteUrl };
    onStep('login');
    const { report, login } = await tryLogin(draft, answers.network, workplace, signal).catch((error) => {
      throw addHint(error, draft.login);
    });
    return { address: siteUrl, report, draft: { ...draft, login } };
  }

  function explainStop(): UserError {
    const open =
      ids.length > 0 && progress.assistants.length === 0
        ? 'the assistants were not connected'
        : 'the final check was not done';
    const named = profile === defaultProfile ? '' : ` --profile ${profile}`;
    return new UserError(
      `Stopped. The login is stored, but ${open}. Run the same command again to go on; "halo-mcp setup --yes --remove${named}" takes back what was done`,
    );
  }

  async function apply(draft: ProfileDraft | undefined): Promise<ApplyOutcome> {
    const watched = {
      signal,
      onStep: (step: ApplyStep) => {
        progress.isStored ||= step === 'assistants';
        onStep(step);
      },
      onConnected: (outcomes: readonly AssistantOutcome[]) => {
        progress.assistants = outcomes;
      },
    };
    if (draft !== undefined) {
      return applyPlan({ profile: draft, network: answers.network, assistants: ids }, workplace, {
        ...watched,
      });
    }
    watched.onStep('keychain');
    await storeChanges([planNetwork(answers.network, workplace.log)], workplace, signal);
    return connectAndCheck(profile, ids, workplace, watched);
  }
}

type Stopped = ApplyOutcome & { readonly isStopped: true };

interface Tried {
  readonly address: string;
  readonly report: LoginReport;
  /** Undefined where the stored login stays as it is. */
  readonly draft: ProfileDraft | undefined;
}

function describeLogin(address: string, { agent, instance, areas }: LoginReport) {
  const halo = { address, name: instance.name ?? null, version: instance.version ?? null };
  return { halo, agent: agent?.name ?? null, areas };
}

/** A refused login may look as if something else had been pasted. */
function addHint(error: unknown, login: Login): unknown {
  if (!(error instanceof HaloError) || error.kind !== 'wrong_login' || login.kind === 'person') return error;
  const { clientId, clientSecret } = login;
  const hint = hintClientId(clientId) ?? hintClientSecret(clientSecret, clientId);
  return hint === undefined
    ? error
    : new HaloError(error.kind, `${error.message}. ${hint}`, { cause: error });
}

const blindLogin =
  'Halo accepts this login but lets it read next to nothing, so it was not stored. Tick the permissions of the application in Halo, check the rights of the agent it logs in as, then run this again';
