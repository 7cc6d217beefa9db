import type { Table } from './idt.ts';
import { iconName, makeGuid, type PackageFacts } from './package-facts.ts';

/** What Windows knows the product by, its places and its parts. */
export function describeProduct(facts: PackageFacts): readonly Table[] {
  return [describeProperties(facts), ...describeFeature(), describeFolders(facts), describeComponents(facts)];
}

const components = ['Program', 'AtLogin'] as const;

function describeProperties({ scope, identity, version, productVersion }: PackageFacts): Table {
  const properties = {
    ProductName: identity.product,
    ProductVersion: productVersion,
    ProductLanguage: '1033',
    Manufacturer: identity.publisher ?? identity.product,
    ProductCode: makeGuid('product', scope, version),
    UpgradeCode: makeGuid('upgrade', scope),
    ...(scope === 'machine' ? { ALLUSERS: '1' } : {}),
    ARPPRODUCTICON: iconName,
    ARPNOMODIFY: '1',
    ...(identity.repository === null ? {} : { ARPURLINFOABOUT: identity.repository }),
    // Restart Manager would end what Claude runs; without it Windows Installer moves that aside, and Claude works on.
    MSIRESTARTMANAGERCONTROL: 'Disable',
    REBOOT: 'ReallySuppress',
    // What gets deployed is what lies there afterwards, whichever version of it lay there before.
    REINSTALLMODE: 'amus',
    SecureCustomProperties: [
      ...['AUTOSTART', 'SETUP', 'DELETESETUP', 'REMOVELOGIN', 'KEEPASSISTANTS'],
      ...['OLDERFOUND', 'NEWERFOUND', 'STARTSATLOGIN', 'OTHERINSTALLER', 'WINDOWSBUILD'],
    ].join(';'),
  };
  return {
    name: 'Property',
    columns: ['Property:s72', 'Value:l0'],
    keys: 1,
    rows: Object.entries(properties),
  };
}

function describeFeature(): readonly Table[] {
  return [
    {
      name: 'Feature',
      columns: [
        ...['Feature:s38', 'Feature_Parent:S38', 'Title:L64', 'Description:L255', 'Display:I2'],
        ...['Level:i2', 'Directory_:S72', 'Attributes:i2'],
      ],
      keys: 1,
      rows: [['Everything', null, null, null, 0, 1, null, 8]], // 8: not only announced, but there
    },
    {
      name: 'FeatureComponents',
      columns: ['Feature_:s38', 'Component_:s72'],
      keys: 2,
      rows: components.map((component) => ['Everything', component]),
    },
  ];
}

function describeFolders({ scope }: PackageFacts): Table {
  const folders = {
    user: [
      ['LocalAppDataFolder', 'TARGETDIR', '.'],
      ['ProgramsFolder', 'LocalAppDataFolder', 'Programs'],
      ['INSTALLDIR', 'ProgramsFolder', 'halo-mcp'],
    ],
    machine: [
      ['ProgramFiles64Folder', 'TARGETDIR', '.'],
      ['INSTALLDIR', 'ProgramFiles64Folder', 'HALOMCP|Halo MCP'],
    ],
  };
  return {
    name: 'Directory',
    columns: ['Directory:s72', 'Directory_Parent:S72', 'DefaultDir:l255'],
    keys: 1,
    rows: [['TARGETDIR', null, 'SourceDir'], ['ProgramMenuFolder', 'TARGETDIR', '.'], ...folders[scope]],
  };
}

/** Start at login is a part of its own: chosen, or as it was before. */
function describeComponents({ scope }: PackageFacts): Table {
  const attributes = 4 + 256; // known by a value in the registry; 64-bit
  const conditions = {
    Program: null,
    AtLogin: 'AUTOSTART = 1 OR (STARTSATLOGIN AND AUTOSTART <> 0)',
  };
  return {
    name: 'Component',
    columns: [
      ...['Component:s72', 'ComponentId:S38', 'Directory_:s72', 'Attributes:i2', 'Condition:S255'],
      'KeyPath:S72',
    ],
    keys: 1,
    rows: components.map((name) => [
      ...[name, makeGuid('component', scope, name), 'INSTALLDIR', attributes, conditions[name], name],
    ]),
  };
}
