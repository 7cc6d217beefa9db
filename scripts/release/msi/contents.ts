import type { Table } from './idt.ts';
import { cabinetName, iconName, type PackageFacts, programFile, registryRoots } from './package-facts.ts';

/** The files, entries of the menu and values of the registry that are installed. */
export function describeContents(facts: PackageFacts): readonly Table[] {
  return [
    ...describeProgram(facts),
    describeMenu(facts),
    describeRegistry(facts),
    { name: 'Icon', columns: ['Name:s72', 'Data:v0'], keys: 1, rows: [[iconName, iconName]] },
  ];
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
