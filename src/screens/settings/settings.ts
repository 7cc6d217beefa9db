import { listPageFiles } from './page-files.ts';
import { createAnswer } from './routes.ts';
import { type SettingsServer, startSettingsServer } from './server.ts';
import type { SettingsPlace } from './settings-place.ts';

/** Starts the settings page; its address is for this person's browser alone. `stays` keeps it open until `stop`, for a tray. */
export function openSettings(place: SettingsPlace, { stays }: { readonly stays: boolean }): SettingsServer {
  const { isOwnConnection, workplace } = place;
  const { clock, log } = workplace;
  const files = listPageFiles();
  const closing = new AbortController();
  const answer = stays ? createAnswer(place) : createAnswer(place, () => closing.abort());
  return startSettingsServer({
    files,
    answer,
    clock,
    log,
    stays,
    isOwnConnection,
    closing: closing.signal,
  });
}
