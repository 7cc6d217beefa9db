import type { ApplyOutcome } from '../../setup/apply.ts';
import {
  AssistantFileError,
  type AssistantOutcome,
  checkAfterReopen,
  getAssistant,
} from '../../setup/assistants.ts';
import { mustBeClosed, waitUntilOpened } from '../../setup/close-assistant.ts';
import { mendFiles } from './mend-files.ts';
import { GoBack, Told } from './moves.ts';
import type { Row } from './prompt.ts';
import type { Screen } from './step.ts';

/**
 * Shows what was changed and what the person does next; where an app has to be opened anew it can be waited for. Throws Told
 * where something that was to be done is not.
 */
export async function showOutcome(profile: string, outcome: ApplyOutcome, screen: Screen): Promise<void> {
  const { prompt } = screen;
  const { check, problem } = outcome;
  const assistants = await mendFiles(profile, outcome.assistants, screen);
  if (assistants.length > 0) prompt.list('The assistants:', assistants.flatMap(toRows));
  if (check !== undefined) {
    prompt.say(
      `Tried out: halo-mcp started as an assistant starts it, offered ${check.tools} tools and answered from Halo.`,
      'done',
    );
  }
  if (problem !== undefined) prompt.say(problem.message, 'wrong');
  const failed = assistants.find((one) => one.problem !== undefined);
  await showNextSteps(assistants, screen);
  for (const one of assistants) if (needsReopening(one)) await offerToWait(one, profile, screen);
  if (problem !== undefined) throw new Told(problem);
  if (failed?.problem !== undefined) throw new Told(new AssistantFileError(failed.problem));
}

function toRows({ title, files, problem }: AssistantOutcome): readonly Row[] {
  const changed = files.flatMap(({ path, changed: isChanged, backup }): readonly Row[] => [
    {
      isGood: true,
      text: isChanged ? `${title} is connected. Changed: ${path}` : `${title} was connected already: ${path}`,
    },
    ...(backup === undefined ? [] : [{ isGood: true, text: `The file as it was before: ${backup}` }]),
  ]);
  return problem === undefined ? changed : [...changed, { isGood: false, text: `${title}: ${problem}` }];
}

async function showNextSteps(
  assistants: readonly AssistantOutcome[],
  { prompt, workplace }: Screen,
): Promise<void> {
  const changed = assistants.filter((one) => one.nextStep !== undefined);
  const open = await mustBeClosed(
    changed.map(({ id }) => id),
    workplace,
  );
  const steps = changed.map(({ id, title, nextStep }) =>
    getAssistant(id).rewritesItsFile && !open.includes(id) ? `Open ${title}` : nextStep,
  );
  if (assistants.every(({ problem, files }) => problem !== undefined || files.length === 0)) return;
  const numbered = [
    ...steps.map((step) => `${step}.`),
    'Ask, for example: "Which of our tickets are past their SLA, and who has them?"',
  ];
  prompt.say(['What you do next:', ...numbered.map((step, index) => `${index + 1}. ${step}`)].join('\n'));
}

function needsReopening({ id, files }: AssistantOutcome): boolean {
  return getAssistant(id).rewritesItsFile && files.some(({ changed }) => changed);
}

async function offerToWait({ id, title }: AssistantOutcome, profile: string, screen: Screen): Promise<void> {
  const { prompt, workplace } = screen;
  try {
    const next = await prompt.choose({
      message: `Open ${title} now, and I check that it has kept the connection.`,
      canGoBack: false,
      choices: [
        { value: 'skip', label: 'Not now, I am done' },
        { value: 'wait', label: `Wait until ${title} is open` },
      ],
    });
    if (next === 'skip') return;
    const outcome = await prompt.work(`Waiting until ${title} is open (Esc: no longer)`, async (signal) => {
      await waitUntilOpened(id, workplace, signal);
      return checkAfterReopen(id, profile, workplace);
    });
    if (outcome.problem === undefined) prompt.say(`${title} is open and has kept the connection`, 'done');
    else prompt.say(outcome.problem, 'warning');
  } catch (error) {
    if (!(error instanceof GoBack)) throw error;
  }
}
