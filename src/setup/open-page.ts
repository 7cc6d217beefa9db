import { openFile, openInBrowser } from '../desktop/open.ts';
import type { Workplace } from './workplace.ts';

/** Opens a page in the person's browser. Throws a UserError where nothing can be opened. */
export function openPage(url: string, { computer }: Pick<Workplace, 'computer'>): Promise<void> {
  return openInBrowser(url, computer);
}

/** Opens a file in the person's editor. Throws a UserError where nothing can be opened. */
export function openInEditor(path: string, { computer }: Pick<Workplace, 'computer'>): Promise<void> {
  return openFile(path, computer);
}
