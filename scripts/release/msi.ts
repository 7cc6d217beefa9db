import { copyFile, mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Target } from '../targets.ts';
import { signAuthenticode } from './authenticode.ts';
import { hashFile } from './checksums.ts';
import { toFileVersion } from './file-version.ts';
import { describeActions } from './msi/actions.ts';
import { describeConditions } from './msi/conditions.ts';
import { describeContents } from './msi/contents.ts';
import { type Table, writeIdt } from './msi/idt.ts';
import {
  cabinetName,
  iconName,
  makeGuid,
  type PackageFacts,
  programFile,
  type Scope,
} from './msi/package-facts.ts';
import { describeProduct } from './msi/product.ts';
import { describeSequences } from './msi/sequences.ts';
import type { Artifact, Release } from './release.ts';
import { runCommand } from './run-command.ts';
import { drawWindowsIcon } from './windows-icon.ts';

/** The package for Windows Installer that one person installs, without an administrator. */
export function makeUserMsi(release: Release, target: Target): Promise<Artifact> {
  return makeMsi(release, target, 'user');
}

/** The one that an administrator, or a service, installs for everybody on a computer. */
export function makeMachineMsi(release: Release, target: Target): Promise<Artifact> {
  return makeMsi(release, target, 'machine');
}

/** How letters are written where a publisher's name has more than English ones. */
const utf8 = 65_001;

async function makeMsi(release: Release, target: Target, scope: Scope): Promise<Artifact> {
  if (target.name !== 'windows-x64') throw new Error(`There is no package of this kind for ${target.name}`);
  const workplace = join(release.workplace, `msi-${scope}`);
  await mkdir(join(workplace, 'Icon'), { recursive: true });
  const executable = await release.getExecutable(target);
  const facts: PackageFacts = {
    scope,
    identity: release.identity,
    version: release.version,
    productVersion: toFileVersion(release.version).replace(/\.0$/, ''),
    fileVersion: toFileVersion(release.version),
    executableBytes: (await stat(executable)).size,
  };
  const cabinet = await makeCabinet(release, executable, workplace);
  const tables = new Map(describeTables(facts).map((table) => [table.name, writeIdt(table)]));
  const hash = await hashFile(executable);
  const packageCode = makeGuid('package', hash, ...tables.values());
  const isPlain = /^[\x20-\x7f]*$/.test(`${release.identity.publisher}${release.identity.product}`);
  const summary = describeSummary(facts, release.builtAtSeconds, packageCode, isPlain ? 1252 : utf8);
  const files = new Map([
    ['_ForceCodepage', `\r\n\r\n${isPlain ? 0 : utf8}\t_ForceCodepage\r\n`],
    ['_SummaryInformation', writeIdt(summary)],
    ...tables,
  ]);
  await writeFile(join(workplace, 'Icon', iconName), drawWindowsIcon());
  for (const [name, text] of files) await writeFile(join(workplace, `${name}.idt`), text);
  const file = join(release.folder, `halo-mcp-${release.version}-${target.name}-${scope}.msi`);
  await mkdir(release.folder, { recursive: true });
  await rm(file, { force: true }); // else it would be added to
  await runCommand([
    ...['env', `--chdir=${workplace}`, 'msibuild', file],
    ...[...files.keys()].flatMap((name) => ['-i', `${name}.idt`]),
    ...['-a', cabinetName, cabinet],
  ]);
  return { file, isSigned: await signAuthenticode(file) };
}

function describeTables(facts: PackageFacts): readonly Table[] {
  return [describeProduct, describeContents, describeConditions, describeActions, describeSequences].flatMap(
    (describe) => describe(facts),
  );
}

/** Packed as Windows Installer reads it, with a time that is the same at each build. */
async function makeCabinet(release: Release, executable: string, workplace: string): Promise<string> {
  const program = join(workplace, programFile);
  await copyFile(executable, program);
  await utimes(program, release.builtAtSeconds, release.builtAtSeconds);
  const cabinet = join(workplace, cabinetName);
  const compression = release.isFast ? [] : ['--zip'];
  await runCommand(['gcab', '--create', '--nopath', ...compression, cabinet, program], { TZ: 'UTC' });
  return cabinet;
}

/** What Windows reads of a package before it opens it. */
function describeSummary(
  facts: PackageFacts,
  builtAtSeconds: number,
  packageCode: string,
  codepage: number,
): Table {
  const builtAt = new Date(builtAtSeconds * 1000).toISOString().replaceAll('-', '/').slice(0, 19);
  const [compressed, withoutElevation] = [2, 8];
  const summary = [
    [1, codepage],
    [2, 'Installation Database'],
    [3, `${facts.identity.product} ${facts.version}`],
    [4, facts.identity.publisher ?? facts.identity.product],
    [7, 'x64;1033'],
    [9, packageCode],
    [12, builtAt.replace('T', ' ')],
    [13, builtAt.replace('T', ' ')],
    [14, 500], // the oldest Windows Installer that reads it: 5.0, of Windows 7
    [15, compressed + (facts.scope === 'user' ? withoutElevation : 0)],
    [18, 'halo-mcp'],
    [19, 2],
  ];
  return { name: '_SummaryInformation', columns: ['PropertyId:i2', 'Value:l255'], keys: 1, rows: summary };
}
