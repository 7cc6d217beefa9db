import type { Cell, Table } from './idt.ts';
import { makeGuid, type PackageFacts, programFile, registryRoots } from './package-facts.ts';

/** What happens when, and what has to hold before. */
export function describeActions(facts: PackageFacts): readonly Table[] {
  return [
    describeLaunchConditions(facts),
    ...describeSearches(facts),
    describeUpgrades(facts),
    describeOwnActions(facts),
    ...describeSequences(facts),
  ];
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

const [runProgram, setProperty] = [18, 51];
const [ignoringItsCode, withoutWaiting, asPartOfTheChange, asSystem] = [64, 64 + 128, 1024, 2048];

/** Command lines end up in Windows Installer's log: none has a secret in it. */
function describeOwnActions({ scope, version }: PackageFacts): Table {
  const inTheChange = runProgram + asPartOfTheChange + (scope === 'machine' ? asSystem : 0);
  const rows: Cell[][] = [
    ['SetInstallLocation', setProperty, 'ARPINSTALLLOCATION', '[INSTALLDIR]'],
    ['KeepLogin', setProperty, 'Keep', ' --keep-login'],
    ['KeepAssistants', setProperty, 'Keep', '[Keep] --keep-assistants'],
    ['TakeSetUpBack', inTheChange + ignoringItsCode, programFile, 'uninstall --yes --end-programs[Keep]'],
    ['TryProgram', inTheChange, programFile, `--is ${version}`],
    ['DeleteAnswers', setProperty, 'Afterwards', ' --delete-answers'],
    [
      ...['SetUp', runProgram, programFile],
      '--report "[INSTALLDIR]set-up.txt" setup --yes --answers "[SETUP]"[Afterwards]',
    ],
    ['OpenSettings', runProgram + withoutWaiting, programFile, 'settings'],
  ];
  return {
    name: 'CustomAction',
    columns: ['Action:s72', 'Type:i2', 'Source:S72', 'Target:S255'],
    keys: 1,
    rows,
  };
}

type Step = readonly [action: string, sequence: number, condition?: string];

const costing: readonly Step[] = [
  ['CostInitialize', 800],
  ['FileCost', 900],
  ['CostFinalize', 1000],
];

const looking: readonly Step[] = [
  ['FindRelatedProducts', 25],
  ['AppSearch', 50],
  ['LaunchConditions', 100],
  ['ValidateProductID', 700],
  ...costing,
];

function describeSequences({ scope }: PackageFacts): readonly Table[] {
  const isRemoved = 'REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE';
  const isPutThere = '$Program = 3';
  const isForOne = scope === 'user';
  const onlyForOne: readonly Step[] = [
    ['DeleteAnswers', 6605, 'DELETESETUP'],
    ['SetUp', 6610, 'SETUP AND NOT REMOVE'],
    ['OpenSettings', 6620, 'UILevel = 5 AND NOT Installed AND NOT OLDERFOUND AND NOT SETUP'],
  ];
  const execute: readonly Step[] = [
    ...looking,
    ['SetInstallLocation', 1010],
    ['InstallValidate', 1400],
    ['InstallInitialize', 1500],
    // Within the change, so that the old one comes back where the new one does not run.
    ['RemoveExistingProducts', 1501],
    ['ProcessComponents', 1600],
    ['UnpublishFeatures', 1800],
    ['RemoveRegistryValues', 2600],
    ['RemoveShortcuts', 3200],
    // For a whole computer nobody's set-up is touched: SYSTEM can open nobody's keychain.
    ['KeepLogin', 3400, isForOne ? 'NOT REMOVELOGIN' : '1'],
    ['KeepAssistants', 3401, isForOne ? 'KEEPASSISTANTS' : '1'],
    ['TakeSetUpBack', 3402, isRemoved],
    ['RemoveFiles', 3500],
    ['InstallFiles', 4000],
    ['TryProgram', 4010, isPutThere],
    ['CreateShortcuts', 4500],
    ['WriteRegistryValues', 5000],
    ['RegisterUser', 6000],
    ['RegisterProduct', 6100],
    ['PublishFeatures', 6300],
    ['PublishProduct', 6400],
    ['InstallFinalize', 6600],
    ...(isForOne ? onlyForOne : []),
  ];
  return [
    describeSequence('InstallUISequence', [...looking, ['ExecuteAction', 1300]]),
    describeSequence('InstallExecuteSequence', execute),
    describeSequence('AdminUISequence', [...costing, ['ExecuteAction', 1300]]),
    describeSequence('AdminExecuteSequence', [
      ...costing,
      ['InstallValidate', 1400],
      ['InstallInitialize', 1500],
      ['InstallAdminPackage', 3900],
      ['InstallFiles', 4000],
      ['InstallFinalize', 6600],
    ]),
    describeSequence('AdvtExecuteSequence', [
      ...costing,
      ['InstallValidate', 1400],
      ['InstallInitialize', 1500],
      ['CreateShortcuts', 4500],
      ['PublishFeatures', 6300],
      ['PublishProduct', 6400],
      ['InstallFinalize', 6600],
    ]),
  ];
}

function describeSequence(name: string, steps: readonly Step[]): Table {
  return {
    name,
    columns: ['Action:s72', 'Condition:S255', 'Sequence:I2'],
    keys: 1,
    rows: steps.map(([action, sequence, condition = null]) => [action, condition, sequence]),
  };
}
