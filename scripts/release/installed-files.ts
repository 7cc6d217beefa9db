import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { drawAppIcon } from '../../src/screens/icon/product-icon.ts';
import { toPixels } from '../../src/screens/icon/to-pixels.ts';
import { toPng } from '../../src/screens/icon/to-png.ts';
import { toSvg } from '../../src/screens/icon/to-svg.ts';
import { root } from '../checks.ts';
import type { Target } from '../targets.ts';
import { writeManPage } from './man-page.ts';
import type { Release } from './release.ts';
import { runCommand } from './run-command.ts';
import { writeThirdPartyLicences } from './third-party-licences.ts';

/** Where the parts lie that only Linux packages need. */
export const linuxSources: string = join(root, 'installers', 'linux');

/** A file that gets installed: its path below the place everything goes to, and what is in it. */
export type InstalledFile = readonly [path: string, content: string | Uint8Array];

/** What belongs beside the program, below `/usr` or a person's `~/.local`: manual and licences, and on Linux the menu's entry and icons. */
export async function describeInstalledFiles(
  release: Release,
  target: Target,
): Promise<readonly InstalledFile[]> {
  const date = new Date(release.builtAtSeconds * 1000).toISOString().slice(0, 10);
  const manual = compress(await writeManPage({ version: release.version, date }));
  const isLinux = target.name.startsWith('linux-');
  return [
    ['share/man/man1/halo-mcp.1.gz', manual],
    ['share/doc/halo-mcp/third-party-licences.txt.gz', compress(await writeThirdPartyLicences())],
    ...(isLinux ? await describeMenuEntry() : []),
  ];
}

/** With gzip, and without the time that it usually notes. */
export function compress(text: string): Uint8Array {
  return gzipSync(text, { level: 9 });
}

/** Copies the program and writes the files below the folder, readable for all whatever this person's umask is. */
export async function layOut(
  folder: string,
  program: string,
  files: readonly InstalledFile[],
): Promise<void> {
  await mkdir(join(folder, 'bin'), { recursive: true });
  await copyFile(program, join(folder, 'bin', 'halo-mcp'), constants.COPYFILE_FICLONE);
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  await runCommand(['chmod', '--recursive', 'u=rwX,go=rX', folder]);
  await chmod(join(folder, 'bin', 'halo-mcp'), 0o755);
}

async function describeMenuEntry(): Promise<readonly InstalledFile[]> {
  const icon = drawAppIcon();
  return [
    ['share/applications/halo-mcp.desktop', await readFile(join(linuxSources, 'halo-mcp.desktop'))],
    ['share/icons/hicolor/scalable/apps/halo-mcp.svg', toSvg(icon)],
    ...iconSizes.map(
      (size): InstalledFile => [
        `share/icons/hicolor/${size}x${size}/apps/halo-mcp.png`,
        toPng(toPixels(icon, size)),
      ],
    ),
  ];
}

const iconSizes = [16, 22, 24, 32, 48, 64, 128, 256, 512];
