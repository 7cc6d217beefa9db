import { attempt } from '../../../base/attempt.ts';
import { getAssistant } from '../../../setup/assistants.ts';
import {
  canBeClosed,
  closeAssistant,
  explainClosing,
  mustBeClosed,
  waitUntilClosed,
} from '../../../setup/close-assistant.ts';
import { GoBack } from '../moves.ts';
import type { Screen, Step } from '../step.ts';

/** Sees to it that no app runs that would write its file anew over ours. */
export const closeAssistants: Step = {
  name: 'close',
  asks: false,
  isNeeded: () => true,
  run: async (draft, screen) => {
    for (const id of await mustBeClosed(draft.assistants ?? [], screen.workplace)) await close(id, screen);
    return { draft };
  },
};

type Id = Awaited<ReturnType<typeof mustBeClosed>>[number];

/** Asks until it is closed, or the person goes on with it open. */
export async function close(id: Id, screen: Screen): Promise<void> {
  const { prompt, workplace } = screen;
  const { title } = getAssistant(id);
  prompt.say(
    `${title} is open. It keeps its settings in mind and writes them back later, which would undo what I write now, so it must be quit first.`,
    'warning',
  );
  const canClose = await canBeClosed(id, workplace);
  for (;;) {
    const next = await prompt.choose({
      message: `Quit ${title}?`,
      choices: [
        ...(canClose ? [{ value: 'close' as const, label: 'Quit it for me' }] : []),
        { value: 'wait' as const, label: 'I quit it myself; wait for me' },
        { value: 'ignore' as const, label: 'Leave it open (the connection may get lost)' },
      ],
    });
    if (next === 'ignore') return;
    if (next === 'wait') prompt.say(`${explainClosing(id, workplace)}.`);
    try {
      const { error } = await attempt(() =>
        prompt.work(next === 'wait' ? `Waiting until ${title} is quit` : `Quitting ${title}`, (signal) =>
          next === 'wait' ? waitUntilClosed(id, workplace, signal) : closeAssistant(id, workplace, signal),
        ),
      );
      if (error === undefined) {
        prompt.say(`${title} is closed`, 'done');
        return;
      }
      prompt.say(error.message, 'wrong');
    } catch (caught) {
      // Esc stops the waiting only.
      if (!(caught instanceof GoBack)) throw caught;
    }
  }
}
