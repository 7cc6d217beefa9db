import { describe, expect } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { allowSignIn, demoLogin } from '../testing/demo-sign-in.ts';
import { findSecrets, readTree } from '../testing/find-secrets.ts';
import { needs } from '../testing/needs.ts';
import { runProgram } from '../testing/program.ts';
import { ask, connectToProgram } from '../testing/program-client.ts';
import {
  answerFirstSetUp,
  openWizardLife,
  putIntoReadme,
  recordSetUp,
  type WizardLife,
} from '../testing/recorded-setup.ts';
import type { TestTerminal } from '../testing/terminal.ts';

const testInTerminal = await needs('terminal', 'keyring', 'own mounts');
const wrongSecret = 'a1b2c3d4-1111-2222-3333-444455556666-a1b2c3d4-1111-2222-3333-444455556666';
const readme = join(import.meta.dirname, '../../README.md');

const configSchema = z.looseObject({
  mcpServers: z.looseObject({ halo: z.object({ command: z.string(), args: z.array(z.string()) }) }),
});

testInTerminal('the README shows what the wizard shows today (npm run record)', async () => {
  expect(await putIntoReadme(readme, await recordSetUp())).toBe(await readFile(readme, 'utf8'));
});

testInTerminal(
  'the command it writes into Claude Desktop’s file answers with Claude’s variables alone',
  async () => {
    await using life = await openWizardLife();
    await using terminal = await life.open(['setup']);
    await answerFirstSetUp(terminal, life.demo);
    expect(await terminal.waitForEnd()).toBe(0);
    const config = configSchema.parse(JSON.parse(readFileSync(life.config, 'utf8')));
    const { command, args } = config.mcpServers.halo;
    // All that Claude Desktop passes on, on Linux.
    const env = {
      HOME: life.home,
      LOGNAME: 'dana',
      PATH: '/usr/bin:/bin',
      SHELL: '/bin/sh',
      TERM: 'dumb',
      USER: 'dana',
    };
    await using connected = await connectToProgram({
      command: life.keyring.atUsualPlace([command]),
      args,
      env,
    });
    expect(await ask(connected.client, 'list_agents')).toStartWith('agents 1–24 of 24');
    const seen = { ...readTree(life.home), screen: await terminal.screen() };
    expect(findSecrets([life.demo.clientSecret], seen)).toEqual([]);
  },
);

describe('what was wrong is corrected without starting over', () => {
  testInTerminal('an address where no Halo answers, then a secret that Halo refuses', async () => {
    await using life = await openWizardLife();
    await using terminal = await life.open(['setup']);
    await answer(terminal, 'Where is your Halo?', 'http://127.0.0.1:9');
    await terminal.waitForQuestion('What would you like to do?');
    await terminal.choose('Correct the address');
    await terminal.waitForQuestion('Where is your Halo?');
    await terminal.press('C-u');
    await answer(terminal, 'Where is your Halo?', life.demo.url);
    await answer(terminal, 'How will Claude get into Halo?');
    await answer(terminal, 'at hand?');
    await answer(terminal, 'Client ID.', life.demo.clientId);
    await answer(terminal, 'Client secret.', wrongSecret);
    await terminal.waitFor('does not accept the client ID or client secret');
    await answer(terminal, 'What would you like to do?');
    await answer(terminal, 'Client secret.', life.demo.clientSecret);
    await terminal.waitForQuestion('Which assistants may ask your Halo?');
    const screen = await terminal.screen();
    expect(screen).not.toContain(wrongSecret);
    expect(screen).not.toContain(life.demo.clientSecret);
  });

  testInTerminal('Esc goes back a question', async () => {
    await using life = await openWizardLife();
    await using terminal = await life.open(['setup', '--address', life.demo.url]);
    await answer(terminal, 'How will Claude get into Halo?');
    await answer(terminal, 'at hand?');
    await terminal.waitForQuestion('Client ID.');
    await terminal.press('Escape');
    await terminal.waitForQuestion('at hand?');
    await terminal.press('Escape');
    await terminal.waitForQuestion('How will Claude get into Halo?');
  });

  testInTerminal('Esc goes back out of a correction too, and from the first question it leaves', async () => {
    await using life = await openWizardLife();
    await using terminal = await life.open(['setup']);
    await answer(terminal, 'Where is your Halo?', 'http://127.0.0.1:9');
    await terminal.waitForQuestion('What would you like to do?');
    await terminal.choose('Set a proxy or a certificate file');
    await answer(terminal, 'Proxy, as http://host:port', 'http://dana:a-password@127.0.0.1:9');
    await terminal.waitForQuestion('Hosts that are reached without it');
    expect(findSecrets(['a-password'], { screen: await terminal.screen() })).toEqual([]);
    await terminal.press('Escape');
    await terminal.waitForQuestion('Proxy, as http://host:port');
    await terminal.press('Escape');
    await terminal.waitForQuestion('What would you like to do?');
    await terminal.press('Escape');
    await terminal.waitForQuestion('Where is your Halo?');
    await terminal.press('Escape');
    expect(await terminal.waitForEnd()).toBe(0);
    expect(await terminal.screen()).toContain('Nothing was changed.');
  });

  testInTerminal(
    'an assistant’s file that can not be read is named with its place, mended and tried again',
    async () => {
      await using life = await openWizardLife();
      await writeFile(life.config, '{"theme": "dark",,}\n');
      await using terminal = await life.open(['setup']);
      await answerUntilAgreement(terminal, life);
      await answer(terminal, 'Shall I?');
      await terminal.waitForQuestion('was left as it is');
      expect(await terminal.screen()).toMatch(/line 1,\s+(?:│\s+)?column 18/);
      expect(readFileSync(life.config, 'utf8')).toBe('{"theme": "dark",,}\n');
      await writeFile(life.config, '{"theme": "dark"}\n');
      await terminal.choose('It is mended, connect it now');
      await answer(terminal, 'Open Claude Desktop now');
      expect(await terminal.waitForEnd()).toBe(0);
      expect(configSchema.parse(JSON.parse(readFileSync(life.config, 'utf8')))).toMatchObject({
        theme: 'dark',
      });
    },
  );
});

describe('an ID and a secret that were swapped', () => {
  testInTerminal(
    'the secret at the question for the ID turns into dots, and is not asked again',
    async () => {
      await using life = await openWizardLife();
      await using terminal = await life.open(['setup'], { columns: 60 });
      await answer(terminal, 'Where is your Halo?', life.demo.clientSecret);
      await terminal.waitFor('That is the client secret, which is asked for later');
      await answer(terminal, 'Where is your Halo?', life.demo.url);
      await answer(terminal, 'How will Claude');
      await answer(terminal, 'at hand?');
      await terminal.waitForQuestion('Client ID.');
      await terminal.type(life.demo.clientSecret);
      await terminal.waitFor('▪'.repeat(50));
      expect(findSecrets([life.demo.clientSecret], { screen: await terminal.screen() })).toEqual([]);
      await terminal.press('Enter');
      await terminal.waitFor('That is the client secret. It is hidden');
      await answer(terminal, 'Client ID.', life.demo.clientId);
      await terminal.waitForQuestion('Which assistants');
      const screen = await terminal.screen();
      expect(screen).not.toContain('Client secret.');
      expect(findSecrets([life.demo.clientSecret], { screen })).toEqual([]);
    },
  );

  testInTerminal('the ID at the question for the secret is named, and asked again', async () => {
    await using life = await openWizardLife();
    await using terminal = await life.open(['setup', '--address', life.demo.url]);
    await answerUntil(terminal, life, 'Client secret.', 1);
    await answer(terminal, 'Client secret.', life.demo.clientId);
    await terminal.waitFor('This is the client ID once more');
    await answer(terminal, 'Is it right?');
    await answer(terminal, 'Client secret.', life.demo.clientSecret);
    await terminal.waitForQuestion('Which assistants');
  });
});

describe('Ctrl-C leaves everything as it was', () => {
  testInTerminal('while something is looked for', async () => {
    await using life = await openWizardLife();
    const before = describeTree(life.home);
    // Takes the connection and says nothing.
    using silent = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data: () => undefined } });
    await using terminal = await life.open(['setup', '--address', `http://127.0.0.1:${silent.port}`]);
    await terminal.waitFor('Looking for your Halo');
    await terminal.press('C-c');
    expect(await terminal.waitForEnd()).toBe(130);
    expect(await terminal.screen()).toContain('Stopped. Nothing was changed.');
    expect(describeTree(life.home)).toEqual(before);
  });

  testInTerminal('while the keychain waits for somebody', async () => {
    await using life = await openWizardLife();
    const before = describeTree(life.home);
    await using terminal = await life.open(['setup']);
    await answerUntilAgreement(terminal, life);
    life.keyring.freeze();
    await terminal.press('Enter');
    await terminal.waitFor('Putting the login into the keychain');
    await terminal.press('C-c');
    expect(await terminal.waitForEnd()).toBe(130);
    expect(await terminal.screen()).toContain('Stopped. Nothing was changed.');
    expect(describeTree(life.home)).toEqual(before);
    await life.keyring.unlock();
    expect(await life.keyring.lookUp('default/client-id')).toBeUndefined();
  });

  const questions = [
    'Where is your Halo?',
    'How will Claude',
    'at hand?',
    'Client ID.',
    'Client secret.',
    'Which assistants',
    'Shall I?',
  ];
  for (const question of questions) {
    testInTerminal(`at "${question}"`, async () => {
      await using life = await openWizardLife();
      const before = describeTree(life.home);
      await using terminal = await life.open(['setup']);
      await answerUntil(terminal, life, question);
      await terminal.press('C-c');
      expect(await terminal.waitForEnd()).toBe(130);
      expect(await terminal.screen()).toContain('Stopped. Nothing was changed.');
      expect(describeTree(life.home)).toEqual(before);
      expect(await life.keyring.lookUp('default/client-id')).toBeUndefined();
    });
  }
});

testInTerminal('a file that stays broken is exit code 7, and the login is kept', async () => {
  await using life = await openWizardLife();
  await writeFile(life.config, '[]\n');
  await using terminal = await life.open(['setup']);
  await answerUntilAgreement(terminal, life);
  await answer(terminal, 'Shall I?');
  await terminal.choose('Leave it; Claude Desktop is not connected');
  expect(await terminal.waitForEnd()).toBe(7);
  expect(await terminal.screen()).toContain('Not finished. The login is in the keychain.');
  expect(readFileSync(life.config, 'utf8')).toBe('[]\n');
});

testInTerminal('the window is closed: the program ends, and nothing was changed', async () => {
  await using life = await openWizardLife();
  const before = describeTree(life.home);
  await using terminal = await life.open(['setup']);
  await answerUntil(terminal, life, 'Client ID.');
  await terminal.hangUp();
  expect(describeTree(life.home)).toEqual(before);
});

testInTerminal('run again, it shows what is set, adds another Halo, and takes one away', async () => {
  await using life = await openWizardLife();
  await using first = await life.open(['setup']);
  await answerFirstSetUp(first, life.demo);

  await using second = await life.open(['setup']);
  await second.waitForQuestion('What would you like to do?');
  expect(await second.screen()).toContain('Connected: Claude Desktop');
  await second.choose('Change the login');
  await second.waitForQuestion('How will Claude');
  await second.press('Escape');
  await second.waitForQuestion('Where is your Halo?');
  await second.press('Escape');
  await second.waitForQuestion('What would you like to do?');
  await second.choose('Add another Halo');
  await answer(second, 'A short name for this Halo', 'sandbox');
  await answerUntilAgreement(second, life);
  await answer(second, 'Shall I?');
  await answer(second, 'Open Claude Desktop now');
  expect(await second.waitForEnd()).toBe(0);
  expect(Object.keys(JSON.parse(readFileSync(life.config, 'utf8')).mcpServers)).toEqual([
    'halo',
    'halo-sandbox',
  ]);

  await using third = await life.open(['setup']);
  await third.waitForQuestion('What would you like to do?');
  await third.choose('Remove this Halo');
  await third.waitForQuestion('Remove which Halo?');
  await third.choose('sandbox');
  await third.waitForQuestion('Forget the login');
  await third.press('Escape');
  await third.waitForQuestion('Remove which Halo?');
  await third.choose('sandbox');
  await third.waitForQuestion('Forget the login');
  await third.press('y');
  expect(await third.waitForEnd()).toBe(0);
  expect(Object.keys(JSON.parse(readFileSync(life.config, 'utf8')).mcpServers)).toEqual(['halo']);
  expect(await life.keyring.lookUp('sandbox/client-secret')).toBeUndefined();
  expect(await life.keyring.lookUp('default/client-secret')).toBeDefined();

  await using fourth = await life.open(['setup']);
  await fourth.waitForQuestion('What would you like to do?');
  await fourth.press('Escape');
  expect(await fourth.waitForEnd()).toBe(0);
  expect(await fourth.screen()).toContain('Nothing was changed.');
});

describe('what can not be taken away is named, and the exit code is 7', () => {
  for (const [choice, question] of [
    ['Remove this Halo', 'Forget the login'],
    ['Remove everything set-up has done here', 'Remove everything?'],
  ] as const) {
    testInTerminal(choice, async () => {
      await using life = await openWizardLife();
      await using first = await life.open(['setup']);
      await answerFirstSetUp(first, life.demo);
      const broken = `${readFileSync(life.config, 'utf8')},,`;
      await writeFile(life.config, broken);

      await using second = await life.open(['setup']);
      await second.waitForQuestion('What would you like to do?');
      await second.choose(choice);
      await second.waitForQuestion(question);
      await second.press('y');
      expect(await second.waitForEnd()).toBe(7);
      const screen = await second.screen();
      expect(screen).toContain('Not finished.');
      expect(screen).toContain('still there');
      expect(screen).not.toContain('Done.');
      expect(readFileSync(life.config, 'utf8')).toBe(broken);
    });
  }

  testInTerminal('Disconnect an assistant', async () => {
    await using life = await openWizardLife();
    await mkdir(join(life.home, '.cursor'));
    await using first = await life.open(['setup']);
    await answerFirstSetUp(first, life.demo);
    const broken = `${readFileSync(life.config, 'utf8')},,`;

    await using second = await life.open(['setup']);
    await second.waitForQuestion('What would you like to do?');
    await second.choose('Connect, repair or disconnect assistants');
    await second.waitForQuestion('Which assistants');
    await writeFile(life.config, broken);
    await second.press('Space');
    await second.press('Enter');
    expect(await second.waitForEnd()).toBe(7);
    expect(await second.screen()).toContain('Claude Desktop is still connected');
    expect(readFileSync(life.config, 'utf8')).toBe(broken);
  });
});

testInTerminal('an entry that was broken is repaired from the menu', async () => {
  await using life = await openWizardLife();
  await using first = await life.open(['setup']);
  await answerFirstSetUp(first, life.demo);
  const right = readFileSync(life.config, 'utf8');
  const { command } = configSchema.parse(JSON.parse(right)).mcpServers.halo;
  await writeFile(life.config, right.replace(JSON.stringify(command), '"/opt/gone/halo-mcp"'));

  await using second = await life.open(['setup']);
  await second.waitForQuestion('What would you like to do?');
  expect(await second.screen()).toContain('/opt/gone/halo-mcp');
  await second.choose('Connect, repair or disconnect assistants');
  await answer(second, 'Which assistants');
  await answer(second, 'Open Claude Desktop now');
  expect(await second.waitForEnd()).toBe(0);
  expect(readFileSync(life.config, 'utf8')).toBe(right);
});

testInTerminal('a person signs in with Halo, and sees what their own agent may see', async () => {
  await using life = await openWizardLife();
  const opened = join(life.home, 'opened');
  const programs = join(life.home, 'bin');
  await mkdir(programs);
  await writeFile(
    join(programs, 'xdg-open'),
    `#!/bin/sh\nprintf %s "$1" > "${opened}.new" && mv "${opened}.new" "${opened}"\n`,
  );
  await chmod(join(programs, 'xdg-open'), 0o755);
  const env = { PATH: `${programs}:${process.env['PATH'] ?? ''}` };
  const given = ['--address', life.demo.url, '--sign-in', '--client-id', life.demo.nativeClientId];
  await using terminal = await life.open(['setup', ...given], { env });
  await answer(terminal, 'sign-in page');
  await terminal.waitFor('Waiting until you have signed in');
  while (!existsSync(opened)) await Bun.sleep(20);
  await fetch(await allowSignIn(readFileSync(opened, 'utf8'), demoLogin(life.demo, 'Tamsin Holloway')));
  await terminal.waitFor('Signed in as Tamsin Holloway');
  expect(await terminal.screen()).toContain('"read:contracts" is missing');
});

describe('every terminal can show it', () => {
  testInTerminal('60 columns: no line is cut or runs over', async () => {
    await using life = await openWizardLife();
    await using terminal = await life.open(['setup'], { columns: 60 });
    await answerUntilAgreement(terminal, life);
    const lines = life.normalise(await terminal.screen()).split('\n');
    expect(lines.filter((line) => line !== '' && !/^[┌│◇◆▲■└●○◼◻]/.test(line))).toEqual([]);
  });

  testInTerminal('NO_COLOR: without colours', async () => {
    await using life = await openWizardLife();
    await using terminal = await life.open(['setup'], { env: { NO_COLOR: '1' } });
    await answerUntilAgreement(terminal, life);
    // 30 to 49 and 90 to 107 are colours; inverting for the cursor is none.
    expect(await terminal.screen({ colours: true })).not.toMatch(/\[(?:\d+;)*(?:3|4|9|10)\d[;m]/);
  });

  for (const kind of ['linux', 'dumb']) {
    testInTerminal(`one of the kind "${kind}", which has few signs: ASCII alone`, async () => {
      await using life = await openWizardLife();
      await using terminal = await life.open(['setup'], { kind });
      await answerUntilAgreement(terminal, life);
      expect(await terminal.screen()).toMatch(/^[\x20-\x7e\n]*$/);
    });
  }
});

testInTerminal('afterwards, uninstall asks, and leaves the home as it was', async () => {
  await using life = await openWizardLife();
  const before = describeTree(life.home);
  await using terminal = await life.open(['setup']);
  await answerFirstSetUp(terminal, life.demo);
  await using removal = await life.open(['uninstall']);
  await removal.waitForQuestion('Remove');
  await removal.press('y');
  await removal.waitForEnd();
  expect(describeTree(life.home)).toEqual(before);
  const status = await runProgram({ args: ['status', '--json'], env: { HOME: life.home } });
  expect(status.code).toBe(3);
});

/** Waits for a question and answers it; without a text, with what is chosen already. */
async function answer(terminal: TestTerminal, question: string, text?: string): Promise<void> {
  await terminal.waitForQuestion(question);
  if (text !== undefined) await terminal.type(text);
  await terminal.press('Enter');
}

const firstAnswers = (life: WizardLife): readonly (readonly [string, string | undefined])[] => [
  ['Where is your Halo?', life.demo.url],
  ['How will Claude', undefined],
  ['at hand?', undefined],
  ['Client ID.', life.demo.clientId],
  ['Client secret.', life.demo.clientSecret],
  ['Which assistants', undefined],
];

async function answerUntil(
  terminal: TestTerminal,
  life: WizardLife,
  question: string,
  from = 0,
): Promise<void> {
  for (const [asked, text] of firstAnswers(life).slice(from)) {
    if (asked === question) break;
    await answer(terminal, asked, text);
  }
  await terminal.waitForQuestion(question);
}

function answerUntilAgreement(terminal: TestTerminal, life: WizardLife): Promise<void> {
  return answerUntil(terminal, life, 'Shall I?');
}

/** Every file by its bytes, but for our log and a folder that the keyring's library makes. */
function describeTree(home: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(readTree(home))
      .filter(([path]) => !path.endsWith('halo-mcp.log'))
      .map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]),
  );
}
