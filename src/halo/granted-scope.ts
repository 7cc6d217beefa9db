import { defaultScope } from './connection.ts';
import { HaloError } from './errors.ts';
import type { Work } from './exchange.ts';
import type { HaloServers } from './servers.ts';
import type { IssueToken } from './token.ts';
import type { IssuedTokens } from './token-answer.ts';

/** Asks for a token with these permissions. */
export type AskToken = (scope: string, servers: HaloServers, work: Work) => Promise<IssuedTokens>;

/** All that reading what the tools read takes, as Halo names it. */
const readingScopes = [
  'read:tickets',
  'read:projects',
  'read:customers',
  'read:contracts',
  'read:invoices',
  'read:assets',
  'read:reporting',
  'read:timesheets',
];

/**
 * Asks for all permissions. An application that ticks only some may be refused that, so it then asks for those that Halo gives,
 * which it finds out one by one and keeps to until they are refused too.
 */
export function askForGranted(ask: AskToken): IssueToken {
  let scope = defaultScope;
  return async (servers, work) => {
    try {
      return await ask(scope, servers, work);
    } catch (error) {
      if (!isAboutScope(error)) throw error;
      const granted = await findGranted((one) => ask(one, servers, work));
      if (granted === undefined) throw error;
      const tokens = await ask(granted, servers, work);
      scope = granted;
      return tokens;
    }
  };
}

/** Undefined where none of them is given. */
async function findGranted(ask: (scope: string) => Promise<IssuedTokens>): Promise<string | undefined> {
  const isGiven = async (scope: string) => {
    try {
      await ask(scope);
      return true;
    } catch (error) {
      if (isAboutScope(error)) return false;
      throw error;
    }
  };
  const found = await Promise.all(readingScopes.map(isGiven));
  return readingScopes.filter((_, index) => found[index]).join(' ') || undefined;
}

/** The software that Halo's server is made of words a permission that is not ticked as a wrong request, without more. */
function isAboutScope(error: unknown): boolean {
  return (
    error instanceof HaloError &&
    (error.kind === 'scope_refused' || (error.kind === 'login_failed' && error.status === 400))
  );
}
