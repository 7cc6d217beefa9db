import { ask, StoppedError } from './ask.ts';
import { browser } from './browser.ts';
import { actionButton, leave, problemPlace } from './controls.ts';
import { element, nextId, paragraph } from './element.ts';
import { text } from './text.ts';

/** Sees to it that assistants which would drop the entry are closed; rejects with a StoppedError where the person gives up. */
export async function closeFirst(ids: readonly string[]): Promise<void> {
  const { assistants } = await ask('list-to-close', { ids: [...ids] });
  for (const one of assistants) await askToClose(one);
}

/** The same for all that have an entry for one of these profiles: one that is open would bring a removed entry back. */
export async function closeConnected(profiles: readonly string[]): Promise<void> {
  const lists = await Promise.all(profiles.map((profile) => ask('list-assistants', { profile })));
  const connected = lists
    .flatMap(({ assistants }) => assistants)
    .filter(({ standing }) => standing === 'connected' || standing === 'repair');
  await closeFirst([...new Set(connected.map(({ id }) => id))]);
}

interface Open {
  readonly id: string;
  readonly title: string;
  readonly canBeClosed: boolean;
  readonly how: string;
}

function askToClose({ id, title, canBeClosed, how }: Open): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopped = new AbortController();
    const problems = problemPlace();
    const titleId = nextId();
    const end = (settle: () => void) => {
      stopped.abort();
      leave(dialogue);
      settle();
    };
    const close = async (byUs: boolean) => {
      await ask('close-assistant', { id, byUs }, { signal: stopped.signal });
      end(resolve);
    };
    const giveUp = () => end(() => reject(new StoppedError()));
    const dialogue = element(
      'dialog',
      { 'aria-labelledby': titleId, cancel: giveUp },
      element('h2', { id: titleId }, text.close.title(title)),
      paragraph(text.close.why(title)),
      paragraph(`${how}.`, 'hint'),
      problems,
      element(
        'div',
        { class: 'buttons' },
        element('button', { type: 'button', click: giveUp }, text.cancel),
        element('button', { type: 'button', click: () => end(resolve) }, text.close.anyway),
        actionButton(text.close.byMe, problems, () => close(false), {
          busyLabel: text.close.waiting(title),
          ...(canBeClosed ? {} : { kind: 'main' as const }),
        }),
        canBeClosed
          ? actionButton(text.close.byUs(title), problems, () => close(true), {
              kind: 'main',
              busyLabel: text.close.waiting(title),
            })
          : undefined,
      ),
    );
    browser.document.body.append(dialogue);
    dialogue.showModal();
  });
}
