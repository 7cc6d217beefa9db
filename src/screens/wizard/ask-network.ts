import type { NetworkDraft } from '../../setup/network.ts';
import { readTypedPath } from '../../setup/typed-path.ts';
import { backMeans } from './moves.ts';
import type { TextQuestion } from './prompt.ts';
import type { Screen } from './step.ts';

type Field = keyof NetworkDraft;

/** Asks how this computer reaches the internet, back and forth; an empty answer stands for none. */
export async function askNetwork(now: NetworkDraft, { prompt, workplace }: Screen): Promise<NetworkDraft> {
  prompt.say(
    'Some companies send all traffic through a proxy, or inspect it with a certificate of their own. Your IT department knows both. Leave a line empty where there is nothing of the kind.',
  );
  const typed = await askInTurn(['proxy', 'noProxy', 'caFile'], now, prompt);
  return {
    proxy: typed.proxy,
    noProxy: typed.proxy === '' ? '' : typed.noProxy,
    caFile: readTypedPath(typed.caFile ?? '', workplace),
  };
}

async function askInTurn(
  fields: readonly Field[],
  now: NetworkDraft,
  prompt: Screen['prompt'],
): Promise<NetworkDraft> {
  const [field, ...others] = fields.filter((one) => one !== 'noProxy' || now.proxy !== '');
  if (field === undefined) return now;
  let typed = now;
  for (;;) {
    const answer = await prompt.ask({ ...questions[field], initial: typed[field] });
    const next = { ...typed, [field]: answer.trim() };
    const end = await backMeans(undefined, () => askInTurn(others, next, prompt));
    if (end !== undefined) return end;
    typed = next;
  }
}

const questions: Readonly<Record<Field, TextQuestion>> = {
  proxy: {
    message: 'Proxy, as http://host:port',
    example: '(leave it empty for none)',
    // Once answered, what stands before an @ is a login.
    asLeft: (answer) => answer.replace(/^([a-z]+:\/\/)?.*@/i, '$1…@'),
  },
  noProxy: {
    message: 'Hosts that are reached without it, with commas between them',
    example: '(leave it empty for none)',
  },
  caFile: {
    message: "File with your company's certificates (.pem or .crt)",
    example: '(leave it empty for none)',
  },
};
