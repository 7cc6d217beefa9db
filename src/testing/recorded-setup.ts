import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { type Keyring, startKeyring } from './keyring.ts';
import { getExecutable } from './program.ts';
import { testDay } from './session.ts';
import { openTestTerminal, type TestTerminal } from './terminal.ts';

/** One person's computer with a terminal, a keyring and Claude Desktop's file on it, and a demo Halo to set up. */
export interface WizardLife extends AsyncDisposable {
  readonly demo: DemoHalo;
  readonly keyring: Keyring;
  readonly home: string;
  /** Claude Desktop's file. */
  readonly config: string;
  /** Starts the compiled program in a terminal of its own; nothing of this machine's session shows through. */
  readonly open: (args: readonly string[], look?: TerminalLook) => Promise<TestTerminal>;
  /** What a terminal shows, with what differs between two runs made the same. */
  readonly normalise: (screen: string) => string;
}

export interface TerminalLook {
  readonly columns?: number;
  readonly kind?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Makes it. Declare such a test with `needs('terminal', 'keyring', 'own mounts')`. */
export async function openWizardLife(): Promise<WizardLife> {
  const demo = startDemoHalo({ date: testDay });
  const keyring = await startKeyring();
  const home = await mkdtemp(join(tmpdir(), 'halo-mcp-home-'));
  const config = join(home, '.config', 'Claude', 'claude_desktop_config.json');
  await mkdir(join(home, '.config', 'Claude'), { recursive: true });
  await writeFile(config, '{\n  "theme": "dark"\n}\n');
  const command = keyring.atUsualPlace([await getExecutable()]);
  return {
    demo,
    keyring,
    home,
    config,
    open: (args, { columns, kind, env } = {}) =>
      openTestTerminal({
        command: [...command, ...args],
        env: { HOME: home, PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', ...env },
        ...(columns === undefined ? {} : { columns }),
        ...(kind === undefined ? {} : { kind }),
      }),
    normalise: (screen) =>
      screen
        .replaceAll(demo.url, 'https://yourcompany.halopsa.com')
        .replaceAll(demo.url.replace('http://', ''), 'yourcompany.halopsa.com')
        .replaceAll(home, '/home/dana')
        .replace(/\d{8}T\d{9}Z/g, '20261115T090000000Z')
        .replace(/[▪*]{20,}/g, '▪'.repeat(20)),
    [Symbol.asyncDispose]: async () => {
      await keyring.stop();
      await demo.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Answers the wizard's questions as somebody does who has all three values; ends with the program's end. */
export async function answerFirstSetUp(terminal: TestTerminal, demo: DemoHalo): Promise<void> {
  await terminal.waitForQuestion('Where is your Halo?');
  await terminal.type(`${demo.url}/tickets?id=4711`);
  await terminal.press('Enter');
  await terminal.waitForQuestion('How will Claude get into Halo?');
  await terminal.press('Enter');
  await terminal.waitForQuestion('Do you have the client ID and the client secret at hand?');
  await terminal.press('Enter');
  await terminal.waitForQuestion('Client ID. Paste it here.');
  await terminal.type(demo.clientId);
  await terminal.press('Enter');
  await terminal.waitForQuestion('Client secret. Paste it here');
  await terminal.type(demo.clientSecret);
  await terminal.press('Enter');
  await terminal.waitForQuestion('Which assistants may ask your Halo?');
  await terminal.press('Enter');
  await terminal.waitForQuestion('Shall I?');
  await terminal.press('Enter');
  await terminal.waitForQuestion('Open Claude Desktop now');
  await terminal.press('Enter');
  await terminal.waitForEnd();
}

/** The whole first set-up as a terminal shows it. */
export async function recordSetUp(): Promise<string> {
  await using life = await openWizardLife();
  await using terminal = await life.open(['setup'], { columns: 120 });
  await answerFirstSetUp(terminal, life.demo);
  return trimLines(life.normalise(await terminal.screen()));
}

/** The README with that recording between its marks. Throws where the marks are missing. */
export async function putIntoReadme(path: string, recorded: string): Promise<string> {
  const readme = await readFile(path, 'utf8');
  const part = /(?<=<!-- setup:begin -->\n)[\s\S]*?(?=<!-- setup:end -->)/;
  if (!part.test(readme))
    throw new Error('README.md lacks the marks <!-- setup:begin --> and <!-- setup:end -->');
  return readme.replace(part, () => `\n\`\`\`text\n${recorded}\n\`\`\`\n\n`);
}

function trimLines(screen: string): string {
  return screen
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}
