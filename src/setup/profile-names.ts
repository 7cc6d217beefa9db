import { z } from 'zod';
import { parseJson } from '../base/json.ts';
import { readTextAnyhow } from '../desktop/own-files.ts';
import { defaultProfile } from '../desktop/settings-file.ts';
import { listOurEntries } from './our-entries.ts';
import type { Workplace } from './workplace.ts';

const profilesSchema = z.object({ profiles: z.record(z.string(), z.unknown()) });

const profileName = /^[a-z0-9-]{1,32}$/;

/**
 * The names of all profiles there is a trace of: in the settings, however broken they are, and in assistants' entries.
 * The keychain itself can't be asked what it holds.
 */
export function findProfileNames(
  workplace: Pick<Workplace, 'computer' | 'program' | 'paths'>,
): readonly string[] {
  const text = readTextAnyhow(workplace.paths.settingsFile)?.replace(/^\uFEFF/, '') ?? '';
  const settings = profilesSchema.safeParse(parseJson(text));
  const fromSettings = settings.success ? Object.keys(settings.data.profiles) : findKeys(text);
  const fromEntries = listOurEntries(workplace).map(({ profile }) => profile ?? defaultProfile);
  return [...new Set([...fromSettings, ...fromEntries])].filter((name) => profileName.test(name));
}

/** Whatever opens an object in a text that is no JSON any more; a name too many does no harm. */
function findKeys(text: string): readonly string[] {
  return [...text.matchAll(/"([a-z0-9-]{1,32})"\s*:\s*\{/g)].map(([, name = '']) => name);
}
