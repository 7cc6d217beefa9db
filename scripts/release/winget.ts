import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Identity } from '../../src/release/identity.ts';
import { hashFile } from './checksums.ts';
import { summary } from './linux-package.ts';
import { makeGuid } from './msi/package-facts.ts';
import type { Artifact, Release } from './release.ts';
import { makeZip } from './zip.ts';

/**
 * What Windows' package manager has to know of a release, in a zip with the folders of its repository; undefined, and the reason
 * said, while nobody has decided who publishes and where releases lie. Nothing is made, and said, where Windows is not part of it.
 */
export async function makeWingetManifests(
  release: Release,
  artifacts: readonly Artifact[],
): Promise<Artifact | undefined> {
  const find = (name: string) => artifacts.find(({ file }) => basename(file) === name)?.file;
  const start = `halo-mcp-${release.version}-windows-x64`;
  const [forOne, forAll] = [find(`${start}.exe`), find(`${start}-machine.msi`)];
  if (forOne === undefined || forAll === undefined) return undefined;
  const { publisher, releaseAddress } = release.identity;
  if (publisher === null || releaseAddress === null) {
    release.warn(
      'No manifests for winget: src/release/identity.json names no publisher or no release address',
    );
    return undefined;
  }
  const facts: Facts = {
    release,
    publisher,
    releaseAddress,
    name: `${toIdentifier(publisher)}.${toIdentifier(release.identity.product)}`,
    forOne: { file: forOne, hash: await hashFile(forOne) },
    forAll: { file: forAll, hash: await hashFile(forAll) },
  };
  const tree = join(release.workplace, 'winget');
  const folder = join(
    tree,
    'manifests',
    facts.name.slice(0, 1).toLowerCase(),
    ...facts.name.split('.'),
    release.version,
  );
  await mkdir(folder, { recursive: true });
  const version: Manifest = { DefaultLocale: 'en-GB', ManifestType: 'version' };
  const manifests = {
    '': version,
    '.installer': describeInstallers(facts),
    '.locale.en-GB': describeTexts(facts),
  };
  for (const [part, manifest] of Object.entries(manifests))
    await writeFile(join(folder, `${facts.name}${part}.yaml`), writeYaml(facts, manifest));
  const file = join(release.folder, `halo-mcp-${release.version}-winget.zip`);
  await makeZip(tree, file, release);
  return { file };
}

interface Facts {
  readonly release: Release;
  readonly publisher: string;
  readonly releaseAddress: string;
  readonly name: string;
  readonly forOne: Packed;
  readonly forAll: Packed;
}

interface Packed {
  readonly file: string;
  readonly hash: string;
}

/** winget allows no blanks and few signs. */
function toIdentifier(name: string): string {
  return name.normalize('NFKD').replace(/[^A-Za-z0-9]/g, '');
}

type Manifest = Readonly<Record<string, unknown>>;

function describeInstallers(facts: Facts): Manifest {
  const { version, builtAtSeconds } = facts.release;
  const describeFile = ({ file, hash }: Packed) => ({
    InstallerUrl: `${facts.releaseAddress.replace(/\/$/, '')}/${basename(file)}`,
    InstallerSha256: hash.toUpperCase(),
  });
  return {
    MinimumOSVersion: '10.0.17763.0',
    UpgradeBehavior: 'install',
    ReleaseDate: new Date(builtAtSeconds * 1000).toISOString().slice(0, 10),
    Installers: [
      {
        Architecture: 'x64',
        Scope: 'user',
        InstallerType: 'nullsoft',
        ...describeFile(facts.forOne),
        ProductCode: 'halo-mcp',
        InstallerSwitches: { InstallLocation: '/D=<INSTALLPATH>', Log: '/LOG="<LOGPATH>"' },
        ExpectedReturnCodes: [
          { InstallerReturnCode: 10, ReturnResponse: 'systemNotSupported' },
          { InstallerReturnCode: 12, ReturnResponse: 'packageInUse' },
          { InstallerReturnCode: 16, ReturnResponse: 'downgrade' },
          { InstallerReturnCode: 17, ReturnResponse: 'alreadyInstalled' },
        ],
      },
      {
        Architecture: 'x64',
        Scope: 'machine',
        InstallerType: 'msi',
        ...describeFile(facts.forAll),
        ProductCode: makeGuid('product', 'machine', version),
        AppsAndFeaturesEntries: [{ UpgradeCode: makeGuid('upgrade', 'machine'), InstallerType: 'msi' }],
      },
    ],
    ManifestType: 'installer',
  };
}

function describeTexts({ publisher, release: { identity } }: Facts): Manifest {
  return {
    PackageLocale: 'en-GB',
    Publisher: publisher,
    ...describeAddresses(identity),
    PackageName: identity.product,
    License: 'MIT',
    ShortDescription: summary,
    Tags: ['claude', 'halo', 'halopsa', 'mcp', 'psa'],
    ManifestType: 'defaultLocale',
  };
}

function describeAddresses({ repository }: Identity): Manifest {
  return repository === null ? {} : { PackageUrl: repository, PublisherSupportUrl: `${repository}/issues` };
}

/** JSON is YAML too; a line for each of the first names is what people there are used to read. */
function writeYaml({ name, release }: Facts, manifest: Manifest): string {
  const whole = {
    PackageIdentifier: name,
    PackageVersion: release.version,
    ...manifest,
    ManifestVersion: '1.10.0',
  };
  const lines = Object.entries(whole).map(
    ([key, value]) => `${key}: ${JSON.stringify(value, undefined, 2)}\n`,
  );
  return lines.join('');
}
