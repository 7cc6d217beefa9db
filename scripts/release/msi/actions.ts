import type { Cell, Table } from './idt.ts';
import { type PackageFacts, programFile } from './package-facts.ts';

/** What of our own happens, and what is said where that fails. `sequences.ts` tells when. */
export function describeActions(facts: PackageFacts): readonly Table[] {
  return [describeOwnActions(facts), describeError(facts)];
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

/** In place of what Windows Installer says where a program that it runs ends badly. */
function describeError({ identity: { product } }: PackageFacts): Table {
  const text = `${product} did not do its part ("[2]"). If it does not start here, a virus scanner may have stopped it: allow halo-mcp.exe, then try again. If it could not be set up, set-up.txt beside the program says why.`;
  return { name: 'Error', columns: ['Error:i2', 'Message:L0'], keys: 1, rows: [[1722, text]] };
}
