import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawMacAppIcon } from '../../../src/screens/icon/product-icon.ts';
import { icnsSizes, toIcns } from '../../../src/screens/icon/to-icns.ts';
import { toPixels } from '../../../src/screens/icon/to-pixels.ts';
import { root } from '../../checks.ts';
import type { Target } from '../../targets.ts';
import type { Release } from '../release.ts';
import { runCommand } from '../run-command.ts';
import { writeThirdPartyLicences } from '../third-party-licences.ts';
import { writeCodeResources } from './code-resources.ts';
import { signWithDeveloperId } from './developer-id.ts';
import { writePlist } from './plist.ts';
import { identifier, signAdHoc } from './sign-ad-hoc.ts';

/** An app in a folder of its own, and whether a Developer ID signed it. */
export interface AppFolder {
  readonly path: string;
  readonly isSigned: boolean;
}

/**
 * Lays `Halo MCP.app` out and seals it: the program in it is the same as elsewhere, and shows the icon because macOS starts it out
 * of an app. Signed with a Developer ID and looked at by Apple where the environment holds keys, else ad hoc. The folder is new, and
 * nobody else's: several makers work at a time.
 */
export async function layOutApp(release: Release, target: Target, folder: string): Promise<AppFolder> {
  const path = join(folder, `${release.identity.product}.app`);
  const contents = join(path, 'Contents');
  const program = join(contents, 'MacOS', 'halo-mcp');
  const resources = await describeResources();
  const infoPlist = Buffer.from(writeInfoPlist(release));
  const codeResources = Buffer.from(writeCodeResources(resources));
  for (const part of ['MacOS', 'Resources', '_CodeSignature'])
    await mkdir(join(contents, part), { recursive: true });
  await copyFile(await release.getExecutable(target), program, constants.COPYFILE_FICLONE);
  await writeFile(join(contents, 'Info.plist'), infoPlist);
  for (const [name, content] of resources) await writeFile(join(contents, 'Resources', name), content);
  await writeFile(join(contents, '_CodeSignature', 'CodeResources'), codeResources);
  await runCommand(['chmod', '--recursive', 'u=rwX,go=rX', path]); // whatever this person's umask is
  await chmod(program, 0o755);
  if (await signWithDeveloperId(path)) return { path, isSigned: true };
  await signAdHoc(program, { infoPlist, codeResources });
  return { path, isSigned: false };
}

async function describeResources(): Promise<ReadonlyMap<string, Uint8Array>> {
  return new Map([
    ['halo-mcp.icns', toIcns(icnsSizes.map((size) => toPixels(drawMacAppIcon(), size)))],
    ['LICENSE.txt', await readFile(join(root, 'LICENSE'))],
    ['third-party-licences.txt', Buffer.from(await writeThirdPartyLicences())],
  ]);
}

/** What macOS has to know before it starts the app; it has no icon in the Dock. */
function writeInfoPlist({ version, identity }: Release): string {
  const number = /^\d+\.\d+\.\d+/.exec(version)?.[0] ?? version;
  return writePlist({
    CFBundleDevelopmentRegion: 'en',
    CFBundleExecutable: 'halo-mcp',
    CFBundleIconFile: 'halo-mcp',
    CFBundleIdentifier: identifier,
    CFBundleInfoDictionaryVersion: '6.0',
    CFBundleName: identity.product,
    CFBundlePackageType: 'APPL',
    CFBundleShortVersionString: version,
    CFBundleVersion: number,
    LSApplicationCategoryType: 'public.app-category.business',
    LSMinimumSystemVersion: '13.0',
    LSUIElement: true,
    NSHighResolutionCapable: true,
    ...(identity.publisher === null ? {} : { NSHumanReadableCopyright: identity.publisher }),
  });
}
