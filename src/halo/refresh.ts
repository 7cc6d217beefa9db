import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { defaultSignInCommand, type PersonConnection } from './connection.ts';
import { HaloError } from './errors.ts';
import { type Exchange, sharedWork, type Work } from './exchange.ts';
import { toPersonLoginError } from './person-login-error.ts';
import type { HaloServers } from './servers.ts';
import type { IssueToken } from './token.ts';
import { type IssuedTokens, readTokenAnswer, type TokenRefusal, toTokenRequest } from './token-answer.ts';

/**
 * How a person who signed in gets new tokens. Halo may give a new refresh token each time and end the old one, so processes take
 * turns, and each reads the stored one when its turn comes. A new one is stored before anything else happens.
 */
export function createRefresh(
  connection: PersonConnection,
  exchange: Exchange,
  clock: Clock,
  log: Log,
): IssueToken {
  const { refreshTokens } = connection;
  const signInAgain = () => signInEnded(connection.signInCommand ?? defaultSignInCommand);
  let unsaved: { readonly replaces: string; readonly token: string } | undefined;

  /** The stored one, after one that could not be stored the last time. */
  const readToken = async (): Promise<string | undefined> => {
    const stored = await refreshTokens.read();
    if (stored !== undefined) log.hide(stored);
    if (unsaved === undefined || unsaved.replaces !== stored) return stored;
    const { token } = unsaved;
    await refreshTokens.write(token);
    unsaved = undefined;
    return token;
  };

  const keep = async (used: string, issued: IssuedTokens): Promise<IssuedTokens> => {
    const token = issued.refreshToken;
    if (token === undefined || token === used) return issued;
    log.hide(token);
    unsaved = { replaces: used, token };
    await refreshTokens.write(token);
    unsaved = undefined;
    return issued;
  };

  const ask = (token: string, servers: HaloServers, work: Work): Promise<IssuedTokens> => {
    const url = new URL(servers.tokenUrl);
    const request = toTokenRequest(url, {
      grant_type: 'refresh_token',
      client_id: connection.clientId,
      refresh_token: token,
    });
    const toError = (refusal: TokenRefusal) =>
      refusal.code === 'invalid_grant'
        ? signInAgain()
        : toPersonLoginError(refusal, url.host, connection.scope);
    return exchange(
      request,
      (incoming) => readTokenAnswer(incoming, url, clock.now(), toError),
      // Halo may have ended the old token once the request is out: whoever no longer waits must not keep the new one from being stored.
      sharedWork(new AbortController().signal, clock, work),
    );
  };

  return (servers, work) =>
    refreshTokens.exclusively(async () => {
      const token = await readToken();
      if (token === undefined) throw signInAgain();
      try {
        return await keep(token, await ask(token, servers, work));
      } catch (error) {
        if (!isOver(error)) throw error;
        // One of our programs that keeps to no lock, or a sign-in just now, may have stored another.
        const newer = await readToken();
        if (newer === undefined || newer === token) throw error;
        return keep(newer, await ask(newer, servers, work));
      }
    }, work.signal);
}

function isOver(error: unknown): boolean {
  return error instanceof HaloError && error.kind === 'sign_in_again';
}

function signInEnded(command: string): HaloError {
  return new HaloError(
    'sign_in_again',
    `Your sign-in to Halo has ended: it was too long ago, or it was withdrawn in Halo. Run "${command}" on this computer and sign in again; then ask once more, nothing has to be restarted`,
  );
}
