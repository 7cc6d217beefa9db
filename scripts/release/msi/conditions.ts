import type { Table } from './idt.ts';
import { makeGuid, type PackageFacts, registryRoots } from './package-facts.ts';

/** What has to hold before anything is changed, and what it is found out by. */
export function describeConditions(facts: PackageFacts): readonly Table[] {
  return [describeLaunchConditions(facts), ...describeSearches(facts), describeUpgrades(facts)];
}

/** While it is installed already it can always be repaired and removed. */
function describeLaunchConditions({ scope, version, identity: { product } }: PackageFacts): Table {
  const forOne: readonly (readonly [string, string])[] = [
    [
      'UserSID <> "S-1-5-18"',
      `This ${product} is for one person, and SYSTEM is none. Install the package for the whole computer (-machine.msi), or this one as that person.`,
    ],
    [
      'NOT OTHERINSTALLER',
      `${product} was installed here by its other installer. Remove it in Windows' list of apps first; your login and settings can stay.`,
    ],
  ];
  const forAll: readonly (readonly [string, string])[] = [
    [
      'NOT SETUP',
      `SETUP is for the package for one person. Install this one without it: each person sets up ${product} when they first open it.`,
    ],
  ];
  const conditions: readonly (readonly [string, string])[] = [
    ['WINDOWSBUILD >= 17763', `${product} needs Windows 10, version 1809, or newer.`],
    [
      'NOT NEWERFOUND',
      `A newer ${product} is installed. To go back to ${version}, remove it in Windows' list of apps first.`,
    ],
    ...(scope === 'user' ? forOne : forAll),
  ];
  return {
    name: 'LaunchCondition',
    columns: ['Condition:s255', 'Description:l255'],
    keys: 1,
    rows: conditions.map(([condition, text]) => [`Installed OR (${condition})`, text]),
  };
}

/** Values of the registry that become properties. */
function describeSearches({ scope }: PackageFacts): readonly Table[] {
  const [windows, asValue, in64Bits] = ['Software\\Microsoft\\Windows', 2, 16];
  const searches: readonly (readonly [string, number, string, string])[] = [
    ['WINDOWSBUILD', registryRoots.machine, `${windows} NT\\CurrentVersion`, 'CurrentBuildNumber'],
    ['STARTSATLOGIN', registryRoots[scope], `${windows}\\CurrentVersion\\Run`, 'halo-mcp'],
    [
      ...(['OTHERINSTALLER', registryRoots.user, `${windows}\\CurrentVersion\\Uninstall\\halo-mcp`] as const),
      'DisplayVersion',
    ],
  ];
  return [
    {
      name: 'AppSearch',
      columns: ['Property:s72', 'Signature_:s72'],
      keys: 2,
      rows: searches.map(([property]) => [property, property]),
    },
    {
      name: 'RegLocator',
      columns: ['Signature_:s72', 'Root:i2', 'Key:s255', 'Name:S255', 'Type:I2'],
      keys: 1,
      rows: searches.map((search) => [...search, asValue + in64Bits]),
    },
  ];
}

/** A release also replaces its own beta, which has the same three numbers. */
function describeUpgrades({ scope, productVersion }: PackageFacts): Table {
  const code = makeGuid('upgrade', scope);
  const [onlyLook, fromIncluded, toIncluded] = [2, 256, 512];
  return {
    name: 'Upgrade',
    columns: [
      ...['UpgradeCode:s38', 'VersionMin:S20', 'VersionMax:S20', 'Language:S255', 'Attributes:i4'],
      ...['Remove:S255', 'ActionProperty:s72'],
    ],
    keys: 5,
    rows: [
      [code, '0.0.0', productVersion, null, fromIncluded + toIncluded, null, 'OLDERFOUND'],
      [code, productVersion, null, null, onlyLook, null, 'NEWERFOUND'],
    ],
  };
}
