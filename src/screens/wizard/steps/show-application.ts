import { attempt } from '../../../base/attempt.ts';
import { openPage } from '../../../setup/open-page.ts';
import { toRedirectUri, usualRedirectPort } from '../../../setup/sign-in.ts';
import type { Draft } from '../draft.ts';
import { backMeans } from '../moves.ts';
import type { Screen, Step } from '../step.ts';

/** Shows how the login is made in Halo, for whoever has none yet. */
export const showApplication: Step = {
  name: 'application',
  asks: true,
  isNeeded: () => true,
  run: async (first, screen, isAgain) => {
    const { prompt } = screen;
    const isPerson = first.way === 'person';
    const draft = isPerson ? { ...first, redirectPort: first.redirectPort ?? usualRedirectPort } : first;
    if (!isAgain && draft.clientId !== undefined) return { draft };
    const what = isPerson ? 'the client ID' : 'the client ID and the client secret';
    for (;;) {
      const has = await prompt.choose({
        message: `Do you have ${what} at hand?`,
        choices: [
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'Not yet. Show me how they are made in Halo' },
        ],
      });
      if (has === 'yes') return { draft };
      prompt.say(isPerson ? explainPerson(draft) : explainService(draft));
      if ((await backMeans('back', () => waitForLogin(draft, what, screen))) === 'go') return { draft };
    }
  },
};

/** Waits until the person says that they have it; meanwhile opens the page on which it is made. */
async function waitForLogin({ found }: Draft, what: string, { prompt, workplace }: Screen): Promise<'go'> {
  for (;;) {
    const next = await prompt.choose({
      message: `When you have ${what}, go on.`,
      choices: [
        { value: 'open', label: 'Open that page in my browser' },
        { value: 'go', label: `Go on, I have ${what}` },
      ],
    });
    if (next === 'go') return next;
    const { error } = await attempt(() => openPage(found?.applicationsUrl ?? '', workplace));
    if (error === undefined) prompt.say('The page is opening in your browser', 'done');
    else prompt.say(error.message, 'warning');
  }
}

function explainService({ found }: Draft): string {
  return `A Halo admin does this once, on this page:

${found?.applicationsUrl}
(Configuration › Integrations › HaloPSA API › View Applications)

1. Press New and give it a name, such as "Claude".
2. Authentication Method: choose "Client ID and Secret (Services)".
3. Press Generate and copy the Client Secret; Halo shows it only once.
4. Login Type: "Agent". Agent to log in as: Claude will see what this agent sees, so best one made for it.
5. On the tab Permissions: tick "all", or only what Claude is to read:
   ${permissions}
6. Save. Then copy the Client ID, which can change when it is saved for the first time.`;
}

function explainPerson({ found, redirectPort = usualRedirectPort }: Draft): string {
  return `A Halo admin does this once for everybody, on this page:

${found?.applicationsUrl}
(Configuration › Integrations › HaloPSA API › View Applications)

1. Press New and give it a name, such as "Claude".
2. Authentication Method: choose "Authorisation Code (Native Application)".
3. Login redirect URL, exactly:
   ${toRedirectUri(redirectPort)}
4. Allow agents to log in.
5. On the tab Permissions: tick "all", or only what Claude is to read:
   ${permissions}
6. Save. Then copy the Client ID, which can change when it is saved for the first time.`;
}

const permissions =
  'read:tickets read:projects read:customers read:contracts read:invoices read:assets read:reporting read:timesheets';
