import type { AssistantReport } from '../setup/assistant-report.ts';
import type { Removal } from '../setup/remove-set-up.ts';
import type { SetupReport } from '../setup/unattended.ts';
import { describeWhere, toRow } from './area-rows.ts';
import { removeControls, toAscii, wrapText } from './fit-text.ts';

/** How the text may look. */
export interface SetupTextOptions {
  /** False where the terminal can't show more than ASCII. */
  readonly unicode: boolean;
  /** In characters; 80 when left out. */
  readonly width?: number | undefined;
}

/** What a set-up without questions came to, for people. It decides nothing. */
export function writeSetupReport(report: SetupReport, { unicode, width = 80 }: SetupTextOptions): string {
  const { halo, agent, areas, keychain, dryRun, assistants, check, problem } = report;
  const isRefused = keychain === null && problem !== null;
  const product = [halo.name, halo.version].filter((part) => part !== null).join(' ');
  const where = describeWhere(areas);
  const sections = [
    [
      `Halo at ${halo.address}${product === '' ? '' : `, ${product}`}`,
      ...(agent === null ? [] : [`Answers hold what ${agent} may see:`]),
      ...areas.map(toRow).flatMap(({ isGood, text }) => writeFact(isGood, text)),
    ],
    ...(where === undefined ? [] : [where.split('\n').flatMap((line) => wrapText(line, width))]),
    [
      ...(isRefused ? [] : writeFact(true, describeStorage(report))),
      ...assistants.flatMap((assistant) => writeAssistant(assistant)),
      ...(check === null
        ? []
        : writeFact(true, `Tried out: ${check.tools} tools are offered, and Halo answered`)),
      ...(problem === null ? [] : writeFact(false, problem)),
    ],
    (isRefused ? [] : listNextSteps(report)).flatMap((line) => wrapText(line, width)),
  ];
  const text = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
  return removeControls(unicode ? text : toAscii(text));

  function writeAssistant({ title, files, problem: fault }: AssistantReport): readonly string[] {
    const lines = files.flatMap(({ path, changed, backup }) => [
      ...writeFact(true, describeFile(title, path, { changed, dryRun })),
      ...(backup === null ? [] : [`      as it was before: ${backup}`]),
    ]);
    return fault === null ? lines : [...lines, ...writeFact(false, `${title}: ${fault}`)];
  }

  function writeFact(isGood: boolean, said: string): readonly string[] {
    const [good, bad] = unicode ? ['✓', '✗'] : ['+', 'x'];
    const [first = '', ...rest] = wrapText(said, width - 4);
    return [`  ${isGood ? good : bad} ${first}`, ...rest.map((line) => `    ${line}`)];
  }
}

function describeStorage({ profile, keychain }: SetupReport): string {
  const what = `the login, as the profile "${profile}", in the keychain`;
  if (keychain === null) return `Nothing was stored. Without --dry-run, set-up keeps ${what}`;
  return keychain === 'stored' ? `Stored: ${what}` : `As before: ${what}`;
}

function describeFile(
  title: string,
  path: string,
  { changed, dryRun }: { readonly changed: boolean; readonly dryRun: boolean },
): string {
  if (!changed) return `${title} is connected already: ${path}`;
  return dryRun ? `It would connect ${title}: ${path}` : `${title} is connected: ${path}`;
}

function listNextSteps({ assistants, dryRun }: SetupReport): readonly string[] {
  if (dryRun) return [];
  if (assistants.length === 0) {
    return ['No assistant was named, so none was changed; name them as in --assistants claude-desktop'];
  }
  return assistants.flatMap(({ title, nextStep, mustBeQuit }) => [
    ...(nextStep === null ? [] : [`Next: ${nextStep}`]),
    ...(mustBeQuit
      ? [
          `${title} is running and may drop the entry when it next writes its file. If it does, run this again while it is closed, or with --quit-assistants`,
        ]
      : []),
  ]);
}

/** What became of a Halo that was taken off this computer. */
export function writeRemoval(profile: string, { wasStored, assistants }: Removal): string {
  const lines = [
    ...(wasStored
      ? [`The login of the profile "${profile}" is removed from the keychain and the settings`]
      : []),
    ...assistants.flatMap(({ title, files, problem }) => [
      ...files.filter(({ changed }) => changed).map(({ path }) => `${title} is disconnected: ${path}`),
      ...(problem === undefined ? [] : [`${title} could not be disconnected. ${problem}`]),
    ]),
  ];
  return lines.length === 0 ? `Nothing was left of the profile "${profile}"` : lines.join('\n');
}
