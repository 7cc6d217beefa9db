import { UserError } from '../base/errors.ts';
import { defaultProfile, findProfile, parseProfileName, readSettings } from '../desktop/settings-file.ts';
import type { Workplace } from './workplace.ts';

/** What the first Halo is called. */
export const usualProfile: string = defaultProfile;

/** The name for one more Halo, as a person typed it: "Sand Box" is sand-box. Throws a UserError where it can't be one, or is taken. */
export function parseNewProfileName(text: string, { paths }: Pick<Workplace, 'paths'>): string {
  const name = parseProfileName(
    text
      .trim()
      .toLowerCase()
      .replace(/[\s_.]+/g, '-'),
  );
  if (findProfile(readSettings(paths.settingsFile), name) === undefined) return name;
  throw new UserError(`There is a Halo under the name "${name}" already. Choose another name`);
}
