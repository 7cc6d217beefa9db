import type { Table } from './idt.ts';
import type { PackageFacts } from './package-facts.ts';

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

/** What happens in which order, and under which condition. */
export function describeSequences({ scope }: PackageFacts): readonly Table[] {
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
      ...costing.filter(([action]) => action !== 'FileCost'),
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
