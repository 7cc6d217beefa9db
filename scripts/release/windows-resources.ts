import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { identity } from '../../src/release/identity.ts';
import { root } from '../checks.ts';
import { toFileVersion } from './file-version.ts';
import { type Resources, resedit } from './resedit.mjs';
import { drawWindowsIcon } from './windows-icon.ts';

/**
 * Writes the Bun for Windows with our icon, name and manifest in place of its own; the executable that is compiled with
 * it keeps them. A finished executable can't be given any: Bun puts the program behind them.
 */
export async function dressRuntime(runtime: string, dressed: string): Promise<void> {
  const program = resedit.NtExecutable.from(await readFile(runtime), { ignoreCert: true });
  const resources = resedit.NtExecutableResource.from(program);
  replaceIcon(resources);
  replaceVersion(resources, await readCopyright());
  extendManifest(resources);
  resources.outputResource(program);
  await writeFile(dressed, new Uint8Array(program.generate()));
}

const english = 1033;
const unicode = 1200;

function replaceIcon({ entries }: Resources): void {
  const pictures = resedit.Data.IconFile.from(drawWindowsIcon()).icons.map(({ data }) => data);
  const groups = resedit.Resource.IconGroupEntry.fromEntries(entries);
  if (groups.length === 0) throw new Error('This Bun has no icon that could be replaced');
  for (const { id, lang } of groups)
    resedit.Resource.IconGroupEntry.replaceIconsForResource(entries, id, lang, pictures);
}

function replaceVersion({ entries }: Resources, copyright: string): void {
  const { version } = manifest;
  const info = resedit.Resource.VersionInfo.fromEntries(entries)[0];
  if (info === undefined) throw new Error('This Bun has no version that could be replaced');
  for (const language of info.getAllLanguagesForStringValues()) info.removeAllStringValues(language);
  info.setFileVersion(toFileVersion(version), english);
  info.setProductVersion(toFileVersion(version), english);
  info.setStringValues(
    { lang: english, codepage: unicode },
    {
      ProductName: identity.product,
      FileDescription: identity.product, // what the task manager and the firewall call it
      CompanyName: identity.publisher ?? identity.product,
      LegalCopyright: copyright,
      FileVersion: version,
      ProductVersion: version,
      InternalName: 'halo-mcp',
      OriginalFilename: 'halo-mcp.exe',
    },
  );
  info.outputToResourceEntries(entries);
}

async function readCopyright(): Promise<string> {
  const line = /^Copyright .*$/m.exec(await readFile(join(root, 'LICENSE'), 'utf8'))?.[0];
  if (line === undefined) throw new Error('LICENSE names no owner');
  return line;
}

const manifestType = 24;
const settingsStart = '<asmv3:windowsSettings>';

/**
 * A program that lives in a terminal gets a window of one wherever it is started, also from the Start menu and at login.
 * Windows 11 from 24H2 on leaves that away where the manifest says so; in a terminal the program prints as ever.
 */
const ownSettings = `
      <consoleAllocationPolicy xmlns="http://schemas.microsoft.com/SMI/2024/WindowsSettings">detached</consoleAllocationPolicy>
      <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
      <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2</dpiAwareness>`;

/** Bun's own says which systems it knows, and asks for long paths; that stays. */
function extendManifest({ entries }: Resources): void {
  const entry = entries.find(({ type }) => type === manifestType);
  const text = new TextDecoder().decode(entry?.bin);
  if (entry === undefined || !text.includes(settingsStart) || !text.includes('longPathAware'))
    throw new Error("This Bun's manifest is another one than expected: see what of ours it needs");
  const extended = text.replace(settingsStart, settingsStart + ownSettings);
  entry.bin = new TextEncoder().encode(extended).buffer;
}
