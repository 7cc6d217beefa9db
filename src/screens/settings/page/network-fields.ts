import type { PageElement } from './browser.ts';
import { field } from './controls.ts';
import { text } from './text.ts';

const words = text.guide;

/** How this computer reaches the internet. */
export interface NetworkValues {
  readonly proxy: string;
  readonly noProxy: string;
  readonly caFile: string;
}

/** The fields for it; `focus` goes to the first. */
export function networkFields({ proxy, noProxy, caFile }: NetworkValues): {
  readonly parts: readonly PageElement[];
  readonly read: () => NetworkValues;
  readonly focus: () => void;
} {
  const fields = {
    proxy: field(words.proxy, { value: proxy, inputmode: 'url' }, words.proxyHint),
    noProxy: field(words.noProxy, { value: noProxy }, words.noProxyHint),
    caFile: field(words.caFile, { value: caFile }, words.caFileHint),
  };
  return {
    parts: Object.values(fields).map(({ whole }) => whole),
    read: () => ({
      proxy: fields.proxy.input.value.trim(),
      noProxy: fields.noProxy.input.value.trim(),
      caFile: fields.caFile.input.value.trim(),
    }),
    focus: () => fields.proxy.input.focus(),
  };
}

/** What is not as it is stored; the rest is not sent again, because the login of a stored proxy is not shown. */
export function findChanges(given: NetworkValues, stored: NetworkValues): Partial<NetworkValues> {
  return {
    ...(given.proxy === stored.proxy ? {} : { proxy: given.proxy }),
    ...(given.noProxy === stored.noProxy ? {} : { noProxy: given.noProxy }),
    ...(given.caFile === stored.caFile ? {} : { caFile: given.caFile }),
  };
}
