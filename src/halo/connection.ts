import { isLoopback } from '../base/loopback.ts';
import { HaloError } from './errors.ts';

/** Which Halo: what a person typed, and what can't be found from it. */
export interface HaloPlace {
  /** Halo's address as the person gave it; `parseAddress` reads it. */
  readonly address: string;
  /** Only needed where several Halos share one authorisation server. */
  readonly tenant?: string | undefined;
  /** The authorisation server, where it can't be found from the address. */
  readonly authUrl?: string | undefined;
}

interface Application extends HaloPlace {
  readonly clientId: string;
  /** Halo's permissions to ask for; `toScope` reads it. Without any, Halo issues a token that nothing accepts. */
  readonly scope: string;
}

/** A login of its own for programs: everybody who uses it sees what the agent behind it sees. */
export interface ServiceConnection extends Application {
  readonly clientSecret: string;
}

/** A person who signed in to Halo: sees what their own agent may see. */
export interface PersonConnection extends Application {
  readonly refreshTokens: RefreshTokens;
  /** What the person types to sign in again; names the profile where it is not the default one. */
  readonly signInCommand?: string | undefined;
}

/** What a person of the default profile types to sign in again. */
export const defaultSignInCommand = 'halo-mcp setup --sign-in';

/** Everything needed to sign in to one Halo; always from a single source, never put together from two. */
export type HaloConnection = ServiceConnection | PersonConnection;

/** Where the one refresh token of a person is kept, for all processes of this computer. Each may fail with a UserError of its own. */
export interface RefreshTokens {
  /** Undefined where nobody is signed in. */
  readonly read: () => Promise<string | undefined>;
  readonly write: (token: string) => Promise<void>;
  /** Runs something while no other process of ours may; the signal ends only the waiting for that. */
  readonly exclusively: <T>(run: () => Promise<T>, signal: AbortSignal) => Promise<T>;
}

/** True where a person signed in, rather than a program with a secret. */
export function isPerson(connection: HaloConnection): connection is PersonConnection {
  return 'refreshTokens' in connection;
}

export const defaultScope = 'all';

/** Permissions as a person lists them, with blanks or commas between, as OAuth writes them; all where none is named. */
export function toScope(text: string): string {
  const scopes = text.split(/[\s,]+/).filter((scope) => scope !== '');
  return [...new Set(scopes)].join(' ') || defaultScope;
}

const hostedDomain = /\.(?:halopsa|haloitsm|haloservicedesk|halocrm)\.(?:com|io)$/;

/**
 * Reads whatever a person pastes as Halo's address and returns the site addresses to try, likeliest first,
 * each without a slash at its end. Halo installed on an own server may live in a folder (`https://host/Halo`),
 * so a path is tried before it is dropped. Throws a HaloError of kind `address`.
 */
export function parseAddress(text: string): readonly string[] {
  const url = readUrl(text);
  const origin = `${url.protocol}//${url.host}`;
  if (hostedDomain.test(url.hostname)) return [origin];
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const end = segments.findIndex((segment) => /^(?:api|auth|token)$/i.test(segment));
  const folders = end === -1 ? segments : segments.slice(0, end);
  if (end !== -1) return [joinPath(origin, folders)];
  return [...new Set([joinPath(origin, folders), joinPath(origin, folders.slice(0, 1)), origin])];
}

/** Reads an authorisation server's address, with or without `/token` at its end. Throws a HaloError of kind `address`. */
export function parseAuthUrl(text: string): string {
  const url = readUrl(text);
  return `${url.protocol}//${url.host}${url.pathname}`.replace(/\/+(?:token\/*)?$/i, '');
}

function readUrl(text: string): URL {
  const visible = text.replace(/[\u200B-\u200D\u2060\uFEFF]/g, '').trim();
  // Out of a mail it comes with the words around it.
  const pasted = (/https?:\/\/[^\s<>"'`()[\]]+/i.exec(visible)?.[0] ?? visible).replace(
    /^[<"'`]+|[>"'`.,;]+$/g,
    '',
  );
  if (isMailAddress(pasted)) {
    throw new HaloError(
      'address',
      'That is an e-mail address. Give the address you see in the browser when you use Halo, such as https://yourcompany.halopsa.com',
    );
  }
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(pasted) ? pasted : `https://${pasted}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || !isHostLike(url.hostname, pasted)) {
    throw new HaloError(
      'address',
      `${quote(text)} is not an address I can use for Halo. Give the address you see in the browser when you use Halo, such as https://yourcompany.halopsa.com`,
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    if (url.port !== '') {
      throw new HaloError(
        'address',
        `${quote(text)} is not encrypted, so a login sent there could be read on the way. Use Halo's https:// address`,
      );
    }
    url.protocol = 'https:';
  }
  return url;
}

function isMailAddress(pasted: string): boolean {
  return /^(?:mailto:)?[^\s@:/]+@[^\s@:/]+$/i.test(pasted);
}

function isHostLike(hostname: string, pasted: string): boolean {
  return hostname.includes('.') || isLoopback(hostname) || /^https?:\/\//i.test(pasted);
}

function joinPath(origin: string, segments: readonly string[]): string {
  return [origin, ...segments].join('/');
}

/** The address as it was typed, without a login in it. */
function quote(text: string): string {
  const shown = text.replace(/([a-z]+:\/\/)?\S*@/i, '$1');
  return `"${shown.length > 120 ? `${shown.slice(0, 120)}…` : shown}"`;
}
