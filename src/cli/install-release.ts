import { version } from '../base/version.ts';
import { withProgramLock } from '../desktop/program-lock.ts';
import { replaceProgram } from '../desktop/replace-program.ts';
import { runInstaller } from '../desktop/run-installer.ts';
import { fetchProgram } from '../release/newest-release.ts';
import { unpackProgram } from '../release/unpack-program.ts';
import type { Workplace } from '../setup/workplace.ts';
import { startProgress } from './fetch-progress.ts';
import type { FoundUpdate } from './find-update.ts';
import { printLine, type Terminal } from './terminal.ts';

/** What is to be installed, and over what. */
export interface Installing extends Pick<FoundUpdate, 'program' | 'list' | 'place'> {
  /** The file of the release. */
  readonly name: string;
  readonly isInstaller: boolean;
}

/** Who watches. */
export interface InstallOptions {
  readonly terminal: Terminal;
  /** Whether to show nothing of how far it is. */
  readonly isQuiet: boolean;
}

/** Fetches that file and puts its program over the installed one, which stays where anything fails. Throws a UserError. */
export async function installRelease(
  { program, name, isInstaller, list, place }: Installing,
  { computer, clock, log }: Workplace,
  { terminal, isQuiet }: InstallOptions,
): Promise<void> {
  const { signal } = place;
  await withProgramLock(
    program,
    async () => {
      const progress = isQuiet ? undefined : startProgress(name, terminal);
      const bytes = await fetchProgram(name, list, place, progress?.show).finally(progress?.end);
      const { path } = program;
      if (!isQuiet)
        printLine(terminal.output, isInstaller ? 'Running the installer' : 'Trying the new program');
      if (isInstaller) {
        await runInstaller({ name, installer: bytes, path, version: list.version }, computer);
      } else {
        const unpacked = await unpackProgram(bytes, name);
        await replaceProgram({ path, program: unpacked, version: list.version }, computer, signal);
      }
    },
    { clock, signal },
  );
  log.info('updated', { from: version, to: list.version });
}
