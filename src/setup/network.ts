import { resolve } from 'node:path';
import type { Log } from '../base/log.ts';
import { readCertificateFile } from '../desktop/certificate-file.ts';
import type { Keychain } from '../desktop/keychain.ts';
import type { Settings } from '../desktop/settings-file.ts';
import { findProxy, type Network } from '../halo/network.ts';
import { formatBoundSecret, readBoundSecret } from './bound-secret.ts';
import { type StoredChange, storeChanges } from './stored-change.ts';
import type { Workplace } from './workplace.ts';

/** How to reach the internet, as a person gives it. What is left out stays as it is; an empty text removes it. */
export interface NetworkDraft {
  /** `http://host:port`, possibly with a login in it. */
  readonly proxy?: string | undefined;
  readonly noProxy?: string | undefined;
  /** An absolute path. */
  readonly caFile?: string | undefined;
}

const loginName = 'proxy-login';
const what = 'The login of the proxy';
const command = 'halo-mcp setup --proxy URL';

/** How the settings say to reach the internet. Asks the keychain only where the proxy has a login. Throws a UserError. */
export async function loadNetwork(
  settings: Settings,
  settingsFolder: string,
  keychain: Pick<Keychain, 'read'>,
): Promise<Network> {
  const { proxy, noProxy, caFile, proxyLogin } = settings;
  return {
    proxy: proxy !== undefined && proxyLogin === true ? await addLogin(proxy, keychain) : proxy,
    noProxy,
    extraCertificates:
      caFile === undefined ? undefined : readCertificateFile(resolve(settingsFolder, caFile)),
  };
}

/** How Halo would be reached were the draft stored; nothing is. Throws a UserError. */
export async function draftNetwork(
  draft: NetworkDraft,
  settings: Settings,
  settingsFolder: string,
  keychain: Pick<Keychain, 'read'>,
): Promise<Network> {
  const stored = await loadNetwork(apply(settings, { ...draft, proxy: undefined }), settingsFolder, keychain);
  if (draft.proxy === undefined) return stored;
  assertProxy(draft.proxy);
  return { ...stored, proxy: draft.proxy.trim() || undefined };
}

/** Stores how to reach the internet: all of it or nothing. Throws as `planNetwork` and `storeChanges` do. */
export async function saveNetwork(
  draft: NetworkDraft,
  workplace: Pick<Workplace, 'paths' | 'keychain' | 'clock' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  await storeChanges([planNetwork(draft, workplace.log)], workplace, signal);
}

/**
 * What is to be stored; a login in the proxy's address goes to the keychain, for that proxy alone. Throws a HaloError for a proxy
 * that can't be used, or a UserError.
 */
export function planNetwork(draft: NetworkDraft, log: Log): StoredChange {
  assertProxy(draft.proxy);
  if (draft.caFile) readCertificateFile(draft.caFile);
  const change = (settings: Settings) => apply(settings, draft);
  if (draft.proxy === undefined) return { secrets: {}, change };
  const { address, login } = splitProxy(draft.proxy);
  if (login === undefined) return { secrets: { [loginName]: undefined }, change };
  for (const part of [login, ...login.split(':').slice(1)]) log.hide(part);
  const secret = formatBoundSecret({ origins: [toOrigin(address)], secret: login });
  return { secrets: { [loginName]: secret }, change };
}

function assertProxy(proxy: string | undefined): void {
  if (proxy) findProxy({ proxy }, new URL('https://halo.example'));
}

async function addLogin(proxy: string, keychain: Pick<Keychain, 'read'>): Promise<string> {
  const stored = await keychain.read(loginName);
  if (stored === undefined) return proxy;
  const login = readBoundSecret(stored, { origins: [toOrigin(proxy)] }, { what, command });
  const [, scheme = 'http://', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/i.exec(proxy) ?? [];
  return `${scheme}${login}@${rest}`;
}

/** A password may hold anything, an @ included: the last one ends it. */
function splitProxy(proxy: string): { readonly address: string; readonly login: string | undefined } {
  const [, scheme = '', login, host = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/)?(?:(.*)@)?([^@]*)$/i.exec(proxy.trim()) ?? [];
  return { address: `${scheme}${host}`, login: login === '' ? undefined : login };
}

function toOrigin(proxy: string): string {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
  return URL.canParse(url) ? new URL(url).origin : url;
}

function apply(settings: Settings, draft: NetworkDraft): Settings {
  const split = draft.proxy === undefined ? undefined : splitProxy(draft.proxy);
  const pick = (given: string | undefined, old: string | undefined) =>
    given === undefined ? old : given.trim() || undefined;
  return {
    ...settings,
    proxy: pick(split?.address, settings.proxy),
    proxyLogin: split === undefined ? settings.proxyLogin : split.login !== undefined || undefined,
    noProxy: pick(draft.noProxy, settings.noProxy),
    caFile: pick(draft.caFile, settings.caFile),
  };
}
