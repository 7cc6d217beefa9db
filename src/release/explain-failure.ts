import { UserError } from '../base/errors.ts';

/** Words a connection that failed before any answer came; the codes are those Bun's fetch was seen to give. */
export function explainFailure(error: unknown, url: URL, proxy: string | undefined): UserError {
  return new UserError(word(readCode(error), url, proxy), { cause: error });
}

function word(code: string, url: URL, proxy: string | undefined): string {
  if (/^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_)/.test(code)) {
    return `${url.host} shows a certificate that this computer does not trust (${code}). If your company inspects encrypted traffic, save its certificate authority as a file and give it with "halo-mcp setup --ca-file FILE"; check this computer's date too`;
  }
  if (proxy !== undefined && /^(?:ERR_PROXY_TUNNEL|ECONNREFUSED|ENOTFOUND)$/.test(code)) {
    return `The proxy ${new URL(proxy).host} does not let us through to ${url.hostname}. Check the proxy in the settings or in HTTPS_PROXY`;
  }
  if (/^(?:ENOTFOUND|EAI_AGAIN)$/.test(code)) {
    return `No computer is known by the name ${url.hostname}. Check that this computer is online`;
  }
  if (/^(?:ECONNREFUSED|FailedToOpenSocket|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/.test(code)) {
    return `${url.host} can't be reached from this computer. Check the network, VPN and firewall; a proxy is given with "halo-mcp setup --proxy URL"`;
  }
  return `The connection to ${url.host} was cut before an answer came. Check the network and any proxy, then try again`;
}

function readCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
