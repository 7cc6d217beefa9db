import type { NetworkDraft } from '../../setup/network.ts';
import type { Prompt } from './prompt.ts';

/** Asks how this computer reaches the internet; an empty answer stands for none. */
export async function askNetwork(now: NetworkDraft, prompt: Prompt): Promise<NetworkDraft> {
  prompt.say(
    'Some companies send all traffic through a proxy, or inspect it with a certificate of their own. Your IT department knows both. Leave a line empty where there is nothing of the kind.',
  );
  const proxy = await prompt.ask({
    message: 'Proxy, as http://host:port',
    initial: now.proxy,
    example: 'none',
  });
  const noProxy =
    proxy.trim() === ''
      ? ''
      : await prompt.ask({
          message: 'Hosts that are reached without it, with commas between them',
          initial: now.noProxy,
          example: 'none',
        });
  const caFile = await prompt.ask({
    message: "File with your company's certificates (.pem or .crt)",
    initial: now.caFile,
    example: 'none',
  });
  return { proxy: proxy.trim(), noProxy: noProxy.trim(), caFile: cleanPath(caFile) };
}

/** Windows copies paths with quotation marks around them. */
function cleanPath(text: string): string {
  return text.trim().replace(/^"(.*)"$/, '$1');
}
