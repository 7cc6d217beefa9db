import { applicationPlace, HaloError, permissionsPlace } from './errors.ts';
import { loginFailed, type TokenRefusal } from './token-answer.ts';

/** Halo's name for the kind of application that people sign in with. */
export const nativeApplication = 'Authorisation Code (Native Application)';

/** Words the authorisation server's "no" to a person who signs in or is signed in; `invalid_grant` differs and is the caller's. */
export function toPersonLoginError({ code, status }: TokenRefusal, host: string, scope: string): HaloError {
  if (code === 'invalid_client' || (code === '' && status === 401)) {
    return new HaloError(
      'wrong_login',
      `Halo does not accept this client ID for people who sign in. At ${applicationPlace}, copy the client ID again (it can change when the application is first saved), and check that the application is active, its authentication method is "${nativeApplication}" and no client secret is asked for`,
      { status },
    );
  }
  if (code === 'unauthorized_client' || code === 'unsupported_grant_type') {
    return new HaloError(
      'grant_not_enabled',
      `This application does not let people sign in. Ask your Halo admin to set the authentication method to "${nativeApplication}" and to allow agents to log in, at ${applicationPlace}`,
      { status },
    );
  }
  if (code === 'invalid_scope') {
    return new HaloError(
      'scope_refused',
      `Halo does not give this application the permissions it asked for (${scope}). Ask your Halo admin to tick them at ${permissionsPlace}, or sign in again with --scope and those that are ticked`,
      { status },
    );
  }
  return loginFailed(host, status);
}
