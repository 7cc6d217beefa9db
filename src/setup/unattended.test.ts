import { afterAll, expect, test } from 'bun:test';
import { startDemoHalo } from '../demo/demo-halo.ts';
import { testDay } from '../testing/session.ts';
import { openTemporaryWorkplace } from '../testing/temporary-workplace.ts';
import { setUpUnattended, type UnattendedStep } from './unattended.ts';
import type { CheckCommand } from './workplace.ts';

const demo = startDemoHalo({ date: testDay });
afterAll(() => demo.stop());

/** Sets up with Claude Desktop, and stops as soon as that step is reached. */
async function stopAt(stop: UnattendedStep) {
  using place = openTemporaryWorkplace();
  place.write('.config/Claude/claude_desktop_config.json', '{}');
  const ending = new AbortController();
  const checkCommand: CheckCommand = async (_, signal) => {
    signal.throwIfAborted();
    return { tools: 1, answer: 'agents 1 of 24' };
  };
  const { clientId, clientSecret } = demo;
  const network = {};
  const open = { profile: undefined, tenant: undefined, authUrl: undefined, scope: undefined };
  const answers = {
    ...open,
    address: demo.url,
    clientId,
    clientSecret,
    signsIn: false,
    redirectPort: undefined,
  };
  try {
    return await setUpUnattended(
      { ...answers, network, assistants: ['claude-desktop'] },
      { ...place, checkCommand },
      {
        signal: ending.signal,
        isDryRun: false,
        quitsAssistants: false,
        onStep: (step) => {
          if (step === stop) ending.abort(new Error('Ctrl-C'));
        },
        onUrl: () => undefined,
      },
    );
  } finally {
    expect((await place.keychain.read('default/client-id')) !== undefined).toBe(stop !== 'keychain');
  }
}

test('stopped during the final check, it says what is stored and how to go on or back', async () => {
  const report = await stopAt('check');
  expect(report).toMatchObject({ isStopped: true, keychain: 'stored', check: null });
  expect(report.assistants).toMatchObject([{ id: 'claude-desktop', problem: null }]);
  expect(report.problem).toBe(
    'Stopped. The login is stored, but the final check was not done. Run the same command again to go on; "halo-mcp setup --yes --remove" takes back what was done',
  );
});

test('stopped before the assistants, it says that they are not connected', async () => {
  const report = await stopAt('assistants');
  expect(report).toMatchObject({ isStopped: true, keychain: 'stored', assistants: [] });
  expect(report.problem).toContain('The login is stored, but the assistants were not connected');
});

test('stopped before anything is stored, nothing is', async () => {
  await expect(stopAt('keychain')).rejects.toThrow('Ctrl-C');
});
