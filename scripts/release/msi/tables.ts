import type { Table } from './idt.ts';
import {
  cabinetName,
  iconName,
  makeGuid,
  type PackageFacts,
  programFile,
  registryRoots,
} from './package-facts.ts';

/** What a package installs, and the entry in Windows' list of apps. */
export function describeTables(facts: PackageFacts): readonly Table[] {
  return [
    describeProperties(facts),
    ...describeFeature(),
    describeFolders(facts),
    describeComponents(facts),
    ...describeProgram(facts),
    describeMenu(facts),
    describeRegistry(facts),
    { name: 'Icon', columns: ['Name:s72', 'Data:v0'], keys: 1, rows: [[iconName, iconName]] },
  ];
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

function describeProgram({ fileVersion, executableBytes }: PackageFacts): readonly Table[] {
  return [
    {
      name: 'File',
      columns: [
        ...['File:s72', 'Component_:s72', 'FileName:l255', 'FileSize:i4', 'Version:S72', 'Language:S20'],
        ...['Attributes:I2', 'Sequence:i2'],
      ],
      keys: 1,
      rows: [
        [programFile, 'Program', 'halo-mcp.exe', executableBytes, fileVersion, '1033', 512, 1], // 512: not to be missed
      ],
    },
    {
      name: 'Media',
      columns: [
        ...[
          'DiskId:i2',
          'LastSequence:i2',
          'DiskPrompt:L64',
          'Cabinet:S255',
          'VolumeLabel:S32',
          'Source:S72',
        ],
      ],
      keys: 1,
      rows: [[1, 1, null, `#${cabinetName}`, null, null]],
    },
    {
      name: 'RemoveFile',
      columns: ['FileKey:s72', 'Component_:s72', 'FileName:L255', 'DirProperty:s72', 'InstallMode:i2'],
      keys: 1,
      rows: ['halo-mcp.*', 'set-up.txt', null].map((name, index) => [
        ...[`Rest${index}`, 'Program', name, 'INSTALLDIR', 2], // when it is removed; without a name: the folder
      ]),
    },
  ];
}

function describeMenu({ identity: { product } }: PackageFacts): Table {
  const entries = [
    ['SettingsEntry', product, 'settings', 'Connect your Halo and Claude, and see what works'],
    ['TrayEntry', `${product} tray`, 'tray', 'Shows beside the clock whether Claude can ask Halo'],
  ];
  const isMinimised = 7;
  return {
    name: 'Shortcut',
    columns: [
      ...['Shortcut:s72', 'Directory_:s72', 'Name:l128', 'Component_:s72', 'Target:s72', 'Arguments:S255'],
      ...['Description:L255', 'Hotkey:I2', 'Icon_:S72', 'IconIndex:I2', 'ShowCmd:I2', 'WkDir:S72'],
    ],
    keys: 1,
    rows: entries.map(([key = '', name = '', command = '', description = ''], index) => [
      ...[key, 'ProgramMenuFolder', `HALOMC~${index + 1}|${name}`, 'Program', `[#${programFile}]`, command],
      ...[description, null, null, null, isMinimised, 'INSTALLDIR'],
    ]),
  };
}

function describeRegistry({ scope }: PackageFacts): Table {
  const root = registryRoots[scope];
  const [runKey, ownKey] = ['Software\\Microsoft\\Windows\\CurrentVersion\\Run', 'Software\\halo-mcp'];
  return {
    name: 'Registry',
    columns: ['Registry:s72', 'Root:i2', 'Key:l255', 'Name:L255', 'Value:L0', 'Component_:s72'],
    keys: 1,
    rows: [
      ['Program', root, ownKey, 'InstalledBy', 'msi', 'Program'],
      ['AtLogin', root, runKey, 'halo-mcp', `"[#${programFile}]" tray --at-login`, 'AtLogin'],
    ],
  };
}
