import { UserError } from '../base/errors.ts';

/** What went wrong between us and Halo; every kind has its own next step for the person. */
export type HaloErrorKind =
  | 'address'
  | 'wrong_login'
  | 'scope_refused'
  | 'grant_not_enabled'
  | 'login_failed'
  | 'no_scopes'
  | 'session_refused'
  | 'sign_in_again'
  | 'sign_in_failed'
  | 'forbidden'
  | 'not_found'
  | 'rate_limited'
  | 'unavailable'
  | 'web_page'
  | 'not_halo'
  | 'redirected'
  | 'dns'
  | 'unreachable'
  | 'tls'
  | 'proxy'
  | 'timeout'
  | 'deadline'
  | 'dropped'
  | 'malformed'
  | 'refused_request'
  | 'server_error'
  | 'report_failed';

/**
 * A failed call to Halo, worded for the person: what happened, why, the next step.
 * Never holds a secret, a token or the body that Halo sent.
 */
export class HaloError extends UserError {
  override readonly name = 'HaloError';
  readonly kind: HaloErrorKind;
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined;
  /** How long Halo asked us to wait before the next try, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: HaloErrorKind,
    message: string,
    detail: { readonly status?: number; readonly retryAfterMs?: number; readonly cause?: unknown } = {},
  ) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.kind = kind;
    this.status = detail.status;
    this.retryAfterMs = detail.retryAfterMs;
  }
}

/** Where an administrator ticks what an API login may read, as Halo's own menus name it. */
export const permissionsPlace =
  'Configuration › Integrations › HaloPSA API › View Applications › (your application) › Permissions';

/** The page on which an administrator makes and changes API logins; `siteUrl` has no slash at its end. */
export function applicationsUrl(siteUrl: string): string {
  return `${siteUrl}/config/integrations/api/applications`;
}

/** Where an administrator finds the API login itself. */
export const applicationPlace =
  'Configuration › Integrations › HaloPSA API › View Applications › (your application) › Details';
