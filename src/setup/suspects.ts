import type { UserError } from '../base/errors.ts';
import { HaloError } from '../halo/errors.ts';

/** What of a set-up may be wrong: an answer to be corrected, or nothing but the moment. */
export type Suspect = 'address' | 'client-id' | 'client-secret' | 'network' | 'again';

/** What a failed try points to, the likeliest first; the person chooses. */
export function findSuspects(error: UserError): readonly Suspect[] {
  if (!(error instanceof HaloError)) return ['again', 'network', 'address'];
  switch (error.kind) {
    case 'address':
      return ['address'];
    case 'not_halo':
    case 'redirected':
      return ['address', 'network', 'again'];
    case 'wrong_login':
      return ['client-secret', 'client-id', 'address', 'again'];
    case 'dns':
      return ['address', 'again', 'network'];
    case 'tls':
    case 'proxy':
    case 'web_page':
      return ['network', 'again', 'address'];
    case 'unreachable':
    case 'timeout':
    case 'deadline':
    case 'dropped':
    case 'unavailable':
    case 'malformed':
    case 'server_error':
      return ['again', 'network', 'address'];
    case 'rate_limited':
      return ['again', 'address'];
    case 'scope_refused':
    case 'grant_not_enabled':
    case 'login_failed':
    case 'no_scopes':
    case 'session_refused':
    case 'sign_in_again':
    case 'sign_in_failed':
    case 'forbidden':
    case 'not_found':
    case 'refused_request':
    case 'report_failed':
      return ['again', 'client-id', 'client-secret', 'address'];
  }
}
