import { resolve } from 'node:path';
import type { Workplace } from './workplace.ts';

/**
 * The absolute path that a person means, as typed or pasted; empty where nothing is. Windows copies paths with quotation marks
 * around them, and only a shell knows what a tilde stands for.
 */
export function readTypedPath(text: string, { computer }: Pick<Workplace, 'computer'>): string {
  const bare = text
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim();
  if (bare === '') return '';
  const { homeFolder } = computer;
  return resolve(bare.replace(/^~(?=[/\\]|$)/, () => homeFolder));
}
