import type { Client } from '@modelcontextprotocol/client';
import { addDays, type CalendarDate, startOfMonth, toLocalDay } from '../src/base/dates.ts';
import { type Program, startProgram } from '../src/testing/program.ts';
import { ask, connectToProgram } from '../src/testing/program-client.ts';
import { ownExecutable, refreshOwnExecutable } from './build.ts';
import {
  printAnswer,
  printConnection,
  printHeading,
  printHowToConnect,
  printQuestion,
} from './demo/print.ts';
import { askPeople } from './demo/questions.ts';

// Shows the program at work: a made-up Halo, a real MCP session with the compiled program, and what people ask it.
await main();

async function main(): Promise<void> {
  const startedAt = performance.now();
  if (await refreshOwnExecutable()) console.error(`Built ${ownExecutable}`);
  await using halo = await startProgram({ command: [ownExecutable], args: ['demo'] });
  const login = await readLogin(halo);
  await using session = await connectToProgram({ command: [ownExecutable], args: ['serve'], env: login });
  const { client } = session;
  printHeading();
  printConnection({
    program: ownExecutable,
    halo: login['HALO_INSTANCE_URL'] ?? '',
    protocol: client.getNegotiatedProtocolVersion() ?? '',
    tools: (await client.listTools()).tools.length,
  });
  await askAll(client, toLocalDay(new Date()));
  printHowToConnect(ownExecutable, (performance.now() - startedAt) / 1000);
}

async function askAll(client: Client, today: CalendarDate): Promise<void> {
  let number = 0;
  const dates = { today, inThreeMonths: addDays(today, 90), startOfMonth: startOfMonth(today) };
  for await (const { who, question, tool, args, lines } of askPeople(
    (tool, args) => ask(client, tool, args),
    dates,
  )) {
    number++;
    printQuestion(number, who, question, tool, args);
    const askedAt = performance.now();
    const answer = await ask(client, tool, args);
    printAnswer(answer, performance.now() - askedAt, lines);
  }
}

/** The demo prints its login as the environment that connects to it. */
async function readLogin(halo: Program): Promise<Record<string, string>> {
  await halo.says(/^HALO_CLIENT_SECRET=.*\n/m);
  return Object.fromEntries(
    [...halo.output().matchAll(/^(HALO_\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  );
}
