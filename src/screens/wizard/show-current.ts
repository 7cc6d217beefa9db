import type { NetworkDraft } from '../../setup/network.ts';
import { readStatus, type Status } from '../../setup/status.ts';
import { resolveNetwork } from '../../setup/try-out.ts';
import type { Row } from './prompt.ts';
import type { Screen } from './step.ts';

/** Shows in a few lines what is set up and whether it works. */
export async function showCurrent(network: NetworkDraft, { prompt, workplace }: Screen): Promise<void> {
  const status = await prompt.work('Looking at what is set up', async (signal) =>
    readStatus(workplace, { network: await resolveNetwork(network, workplace), signal }),
  );
  prompt.list('Set up on this computer:', [
    ...status.profiles.flatMap(toRows),
    ...toAssistantRows(status),
    ...(status.keychain.problem === null ? [] : [{ isGood: false, text: status.keychain.problem }]),
  ]);
}

function toRows({ name, address, agent, problem }: Status['profiles'][number]): readonly Row[] {
  const who = agent === null ? '' : `, signed in as ${agent}`;
  const text = `Halo "${name}": ${address}${who}`;
  return problem === null
    ? [{ isGood: true, text }]
    : [
        { isGood: false, text },
        { isGood: false, text: problem },
      ];
}

function toAssistantRows({ assistants }: Status): readonly Row[] {
  const connected = assistants.filter((one) => one.connected && one.problem === null);
  const broken = assistants.flatMap(({ title, problem, files }) => [
    ...(problem === null ? [] : [`${title}: ${problem}`]),
    ...files.flatMap(({ entries }) =>
      entries.filter(({ right }) => !right).map(({ name, note }) => `${title}, "${name}": ${note}`),
    ),
  ]);
  return [
    connected.length === 0
      ? { isGood: false, text: 'No assistant is connected' }
      : { isGood: true, text: `Connected: ${connected.map(({ title }) => title).join(', ')}` },
    ...broken.map((text) => ({ isGood: false, text })),
  ];
}
