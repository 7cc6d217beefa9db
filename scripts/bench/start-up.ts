/** What starting a program costs. Times in milliseconds since it was spawned, each the median of several starts. */
export interface StartUp {
  readonly name: string;
  readonly initializeMs: number;
  readonly toolListMs: number;
  /** Resident memory after `tools/list`, in bytes. */
  readonly residentBytes: number;
}

/** A program that speaks MCP, or one that says nothing but that it runs. */
export interface Subject {
  readonly name: string;
  readonly command: readonly string[];
  readonly speaksMcp: boolean;
}

/** Starts each of them in turn, as often as asked, so that whatever else the machine does strikes all alike. */
export async function measureStartUps(
  subjects: readonly Subject[],
  times: number,
  home: string,
): Promise<readonly StartUp[]> {
  const runs = new Map<Subject, StartUp[]>(subjects.map((subject) => [subject, []]));
  for (let run = 0; run < times; run++) {
    for (const subject of subjects) runs.get(subject)?.push(await startOnce(subject, home));
  }
  return subjects.map((subject) => {
    const all = runs.get(subject) ?? [];
    return {
      name: subject.name,
      initializeMs: findMedian(all.map(({ initializeMs }) => initializeMs)),
      toolListMs: findMedian(all.map(({ toolListMs }) => toolListMs)),
      residentBytes: findMedian(all.map(({ residentBytes }) => residentBytes)),
    };
  });
}

/** Resident memory of a process, in bytes. */
export async function readResidentBytes(pid: number): Promise<number> {
  const output = await Bun.spawn(['ps', '-o', 'rss=', '-p', String(pid)], { stdout: 'pipe' }).stdout.text();
  return Number(output.trim()) * 1024;
}

const initialize = line({
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
});
const listTools = `${line({ method: 'notifications/initialized' })}${line({ id: 2, method: 'tools/list' })}`;

async function startOnce(subject: Subject, home: string): Promise<StartUp> {
  const startedAt = performance.now();
  const child = Bun.spawn([...subject.command], {
    env: { HOME: home },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const reader = child.stdout.getReader();
  const sendAndWait = async (text: string, id: string) => {
    child.stdin.write(text);
    child.stdin.flush();
    let received = '';
    while (!received.includes(`"id":${id}`)) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`${subject.name} ended without an answer`);
      received += new TextDecoder().decode(value);
    }
    return performance.now() - startedAt;
  };
  try {
    const initializeMs = subject.speaksMcp
      ? await sendAndWait(initialize, '1')
      : await sendAndWait('', '"ready"');
    const toolListMs = subject.speaksMcp ? await sendAndWait(listTools, '2') : initializeMs;
    const residentBytes = await readResidentBytes(child.pid);
    return { name: subject.name, initializeMs, toolListMs, residentBytes };
  } finally {
    child.kill('SIGKILL');
    await child.exited;
  }
}

/** The middle one; of an even number the higher of both. */
function findMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function line(content: Record<string, unknown>): string {
  return `${JSON.stringify({ jsonrpc: '2.0', ...content })}\n`;
}
