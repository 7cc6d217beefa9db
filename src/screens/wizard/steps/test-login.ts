import { attempt } from '../../../base/attempt.ts';
import { areas } from '../../../setup/areas.ts';
import type { LoginReport } from '../../../setup/check-halo.ts';
import { openPage } from '../../../setup/open-page.ts';
import { answersAnything } from '../../../setup/profile-status.ts';
import { tryLogin } from '../../../setup/try-out.ts';
import { describeWhere, toRow } from '../../area-rows.ts';
import { askNetwork } from '../ask-network.ts';
import { chooseFix } from '../choose-fix.ts';
import { type Draft, toProfile } from '../draft.ts';
import { backMeans } from '../moves.ts';
import type { Screen, Step, StepEnd } from '../step.ts';

/** Signs in, and shows what this login may see. */
export const testLogin: Step = {
  name: 'test',
  asks: false,
  isNeeded: () => true,
  run: async (draft, screen) => {
    const { prompt, workplace } = screen;
    const { value, error } = await attempt(() =>
      prompt.work('Signing in to Halo', (signal, { say }) => {
        let known = 0;
        const onArea = () => say(`Looking at what this login may see (${++known} of ${areas.length})`);
        return tryLogin(toProfile(draft), draft.network, workplace, signal, onArea);
      }),
    );
    if (value !== undefined) {
      const { report, login } = value;
      const signedIn = login.kind === 'person' ? login : undefined;
      return judge({ ...draft, signedIn }, report, screen);
    }
    const isPerson = draft.way === 'person';
    const fix = await chooseFix(
      error,
      ['again', ...(isPerson ? [] : (['client-secret'] as const)), 'client-id', 'address', 'network'],
      prompt,
    );
    if (fix === 'network') {
      const network = await backMeans(draft.network, () => askNetwork(draft.network, screen));
      return { draft: { ...draft, network }, redo: [] };
    }
    const redo = fix === 'again' ? [] : [fix];
    return { draft, redo: isPerson ? [...redo, 'sign-in'] : redo };
  },
};

async function judge(draft: Draft, report: LoginReport, screen: Screen): Promise<StepEnd> {
  const { prompt, workplace } = screen;
  const { agent, instance, areas: reports } = report;
  const product = [instance.name, instance.version].filter((part) => part !== undefined).join(' ');
  const who = agent === undefined ? '' : ` as ${agent.name}`;
  prompt.say(`Signed in${who}${product === '' ? '' : ` to ${product}`}`, 'done');
  prompt.list('What this login may see:', reports.map(toRow));
  const where = describeWhere(reports);
  const isUsable = answersAnything(reports);
  if (where === undefined && isUsable) return { draft };
  if (where !== undefined) prompt.say(where, 'warning');
  for (;;) {
    const next = await prompt.choose({
      message: isUsable
        ? 'Claude can answer from what is ticked.'
        : 'With this login Claude could answer next to nothing.',
      initial: isUsable ? 'go' : 'again',
      choices: [
        { value: 'go', label: 'Go on with it as it is' },
        { value: 'open', label: 'Open the page in Halo where it is changed' },
        { value: 'again', label: 'It was changed in Halo, look once more' },
      ],
    });
    if (next === 'go') return { draft };
    if (next === 'again') return { draft, redo: [] };
    const { error } = await attempt(() => openPage(draft.found?.applicationsUrl ?? '', workplace));
    if (error !== undefined) prompt.say(error.message, 'warning');
  }
}
