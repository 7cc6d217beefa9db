import type { AssistantId } from '../desktop/assistants/assistant.ts';
import { defaultProfile, findProfile, readSettings } from '../desktop/settings-file.ts';
import { defaultScope } from '../halo/connection.ts';
import type { SetupAnswers } from '../setup/answers.ts';
import { inspectAssistants } from '../setup/assistants.ts';
import type { NetworkDraft } from '../setup/network.ts';
import type { Workplace } from '../setup/workplace.ts';
import { readConnection } from './environment.ts';
import { readSecret } from './read-secret.ts';
import type { SetupOptions } from './setup-options.ts';
import type { Terminal } from './terminal.ts';
import { findUnstoredNetwork } from './unstored-network.ts';

/** What was typed, filled up from outside of the command line. Holds a secret. */
export interface CompletedAnswers {
  readonly answers: SetupAnswers;
  /** What the environment says of the way to the internet, as far as nothing else is stored or given. */
  readonly network: NetworkDraft;
  /** What was taken from the environment, in plain sentences. */
  readonly news: readonly string[];
}

/**
 * Fills up what was typed: the secret from where it is said to be, the assistants of this computer where all are meant, and from the
 * environment a whole login where neither options nor settings hold one. Throws a UserError.
 */
export async function completeAnswers(
  options: SetupOptions,
  workplace: Workplace,
  terminal: Terminal,
): Promise<CompletedAnswers> {
  const { secret, assistants } = options;
  const login = readEnvironmentLogin(options, workplace);
  const isMeant = login === undefined && readsEnvironmentSecret(options, workplace);
  const source = secret ?? (isMeant ? ({ kind: 'environment' } as const) : undefined);
  const network = findUnstoredNetwork(options.answers.network, workplace);
  return {
    answers: {
      ...options.answers,
      clientSecret: source === undefined ? undefined : await readSecret(source, terminal),
      ...login,
      assistants: assistants === 'all' ? await findInstalled(workplace) : assistants,
    },
    network,
    news: [
      ...(login === undefined ? [] : ['The login is taken from HALO_INSTANCE_URL and its like']),
      ...(network.proxy === undefined ? [] : [keepsNews('proxy', options)]),
      ...(network.caFile === undefined ? [] : [keepsNews('file of certificates', options)]),
    ],
  };
}

/** All of the login, so that it is never put together from two places; undefined where anything else says which is meant. */
function readEnvironmentLogin(
  { answers, secret }: SetupOptions,
  { computer, paths }: Workplace,
): Partial<SetupAnswers> | undefined {
  const { profile = defaultProfile, address, clientId, signsIn } = answers;
  if ((address ?? clientId ?? secret) !== undefined || signsIn) return undefined;
  if (findProfile(readSettings(paths.settingsFile), profile) !== undefined) return undefined;
  const { HALO_INSTANCE_URL: url, HALO_CLIENT_ID: id, HALO_CLIENT_SECRET: own } = computer.environment;
  const connection =
    url?.trim() && id?.trim() && own?.trim() ? readConnection(computer.environment) : undefined;
  if (connection === undefined || !('clientSecret' in connection)) return undefined;
  const { scope, tenant, authUrl, clientSecret } = connection;
  return {
    address: connection.address,
    clientId: connection.clientId,
    clientSecret,
    tenant: answers.tenant ?? tenant,
    authUrl: answers.authUrl ?? authUrl,
    scope: answers.scope ?? (scope === defaultScope ? undefined : scope),
  };
}

/** A secret that stands beside another address belongs to that one. */
function readsEnvironmentSecret({ answers }: SetupOptions, { computer }: Workplace): boolean {
  if (answers.signsIn) return false;
  if ((answers.address ?? answers.clientId) !== undefined) return true;
  return (
    !computer.environment['HALO_INSTANCE_URL']?.trim() && !computer.environment['HALO_CLIENT_ID']?.trim()
  );
}

async function findInstalled(workplace: Workplace): Promise<readonly AssistantId[]> {
  const states = await inspectAssistants(workplace, []);
  return states.filter(({ isInstalled }) => isInstalled).map(({ id }) => id);
}

function keepsNews(what: string, { isDryRun }: SetupOptions): string {
  return `The ${what} of this environment is used${isDryRun ? '' : ', and kept in the settings once the login works'}; assistants pass no environment on`;
}
