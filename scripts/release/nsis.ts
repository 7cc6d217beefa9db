import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Target } from '../targets.ts';
import { signsWindowsPrograms } from './authenticode.ts';
import { toFileVersion } from './file-version.ts';
import { findMakensis } from './makensis.ts';
import type { Artifact, Release } from './release.ts';
import { runCommand } from './run-command.ts';
import { drawWindowsIcon } from './windows-icon.ts';

const script = join(import.meta.dirname, '../../installers/windows/halo-mcp.nsi');

/** The installer for Windows that needs no administrator; it and its uninstaller are signed where there is a key. */
export async function makeNsis(release: Release, target: Target): Promise<Artifact> {
  if (target.name !== 'windows-x64') throw new Error(`There is no installer of this kind for ${target.name}`);
  const makensis = await findMakensis();
  if (makensis.warning !== undefined) release.warn(makensis.warning);
  await mkdir(release.folder, { recursive: true });
  const file = join(release.folder, `halo-mcp-${release.version}-${target.name}.exe`);
  const isSigned = signsWindowsPrograms();
  const definitions = await describe(release, target, file);
  if (isSigned)
    definitions['SIGN'] = `"${process.execPath}" "${join(import.meta.dirname, 'authenticode.ts')}"`;
  await runCommand(
    [
      ...makensis.command,
      '-V2',
      '-WX', // what it warns of is wrong
      ...['-INPUTCHARSET', 'UTF8'],
      ...Object.entries(definitions).map(([name, value]) => `-D${name}=${value}`),
      script,
    ],
    { ...makensis.env, SOURCE_DATE_EPOCH: String(release.builtAtSeconds) },
  );
  return { file, isSigned };
}

async function describe(release: Release, target: Target, file: string): Promise<Record<string, string>> {
  const { identity, version } = release;
  const executable = await release.getExecutable(target);
  const icon = join(release.workplace, 'halo-mcp.ico');
  await writeFile(icon, drawWindowsIcon());
  return {
    OUT: file,
    EXE: executable,
    ICON: icon,
    VERSION: version,
    FILE_VERSION: toFileVersion(version),
    PUBLISHER: identity.publisher ?? identity.product,
    ...(identity.repository === null ? {} : { ADDRESS: identity.repository }),
    SIZE_KB: String(Math.ceil((await stat(executable)).size / 1024)),
    COMPRESSION: release.isFast ? 'zlib' : 'lzma',
  };
}
