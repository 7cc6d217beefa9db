import type { Clock } from '../base/clock.ts';
import { defaultScope, type ServiceConnection, toScope } from './connection.ts';
import { applicationPlace, HaloError, permissionsPlace } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { type AskToken, askForGranted } from './granted-scope.ts';
import type { IssueToken } from './token.ts';
import { loginFailed, readTokenAnswer, type TokenRefusal, toTokenRequest } from './token-answer.ts';

/** How a program with a client secret gets its tokens. */
export function createClientCredentials(
  connection: ServiceConnection,
  exchange: Exchange,
  clock: Clock,
): IssueToken {
  const ask: AskToken = (scope, servers, work) => {
    const url = new URL(servers.tokenUrl);
    const request = toTokenRequest(url, {
      grant_type: 'client_credentials',
      client_id: connection.clientId,
      client_secret: connection.clientSecret,
      scope,
    });
    const toError = (refusal: TokenRefusal) => toLoginError(refusal, url.host, scope);
    return exchange(request, (incoming) => readTokenAnswer(incoming, url, clock.now(), toError), work);
  };
  const scope = toScope(connection.scope);
  return scope === defaultScope ? askForGranted(ask) : (servers, work) => ask(scope, servers, work);
}

function toLoginError({ code, status }: TokenRefusal, host: string, scope: string): HaloError {
  if (code === 'invalid_client' || (code === '' && status === 401)) {
    return new HaloError(
      'wrong_login',
      `Halo does not accept the client ID or client secret. Copy both again from ${applicationPlace} (the ID can change when the application is first saved; a lost secret must be generated anew), check that the application is active, then give halo-mcp both with "halo-mcp setup"`,
      { status },
    );
  }
  if (code === 'invalid_scope') {
    return new HaloError(
      'scope_refused',
      `Halo does not give this login the permissions it asked for (${scope}). Check how they are written, and ask your Halo admin to tick them at ${permissionsPlace}`,
      { status },
    );
  }
  if (code === 'unauthorized_client' || code === 'unsupported_grant_type') {
    return new HaloError(
      'grant_not_enabled',
      `This application is not set up for programs. At ${applicationPlace}, set the authentication method to "Client ID and Secret (Services)"`,
      { status },
    );
  }
  return loginFailed(host, status);
}
