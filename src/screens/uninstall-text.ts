import type { UninstallStep } from '../setup/uninstall.ts';
import { removeControls, toAscii, wrapText } from './fit-text.ts';

/** How the text may look. */
export interface UninstallTextOptions {
  /** False where the terminal can't show more than ASCII. */
  readonly unicode: boolean;
  /** In characters; 80 when left out. */
  readonly width?: number | undefined;
}

/** What was removed, for people; `running` are the apps that may write their entries back. It decides nothing. */
export function writeUninstall(
  steps: readonly UninstallStep[],
  running: readonly string[],
  { unicode, width = 80 }: UninstallTextOptions,
): string {
  const [good, bad] = unicode ? ['✓', '✗'] : ['+', 'x'];
  const done = steps.filter((step) => step.done);
  const left = steps.filter((step) => !step.done);
  const text = [
    ...(steps.length === 0 ? ['Nothing was left to remove'] : []),
    ...(done.length > 0 ? ['Removed', ...done.flatMap(({ what }) => writeItem(good, what))] : []),
    ...(left.length > 0
      ? ['Still there', ...left.flatMap(({ what, problem }) => writeItem(bad, `${what}: ${problem}`))]
      : []),
    ...running.flatMap((title) =>
      wrapText(
        `${title} is running and may write its old file back. Quit it, then run "halo-mcp uninstall" once more`,
        width,
      ),
    ),
  ].join('\n');
  return removeControls(unicode ? text : toAscii(text));

  function writeItem(mark: string, words: string): readonly string[] {
    const [first = '', ...rest] = wrapText(words, width - 4);
    return [`  ${mark} ${first}`, ...rest.map((line) => `    ${line}`)];
  }
}

/** What would be removed, for the person who is to agree. */
export function writePreview(all: readonly string[], { unicode, width = 80 }: UninstallTextOptions): string {
  const lines = all.flatMap((what) => {
    const [first = '', ...rest] = wrapText(what, width - 4);
    return [`  - ${first}`, ...rest.map((line) => `    ${line}`)];
  });
  const text = ['What set-up left on this computer', ...(lines.length > 0 ? lines : ['  Nothing was found'])];
  return removeControls(text.map((line) => (unicode ? line : toAscii(line))).join('\n'));
}
