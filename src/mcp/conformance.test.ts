import { expect } from 'bun:test';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startHttpHost } from '../testing/http-host.ts';
import { getConformanceSuite } from '../testing/judges.ts';
import { needs } from '../testing/needs.ts';

/**
 * The scenarios of the protocol's own suite that any server can run; most others want tools made for the suite.
 * With each, the checks that ask for such tools, or for prompts and resources, which we don't have.
 */
const scenarios: readonly (readonly [scenario: string, revision: string, notOurs: readonly string[]])[] = [
  ['server-initialize', '2025-06-18', []],
  ['server-initialize', '2025-11-25', []],
  ['ping', '2025-11-25', []],
  ['tools-list', '2025-06-18', []],
  ['tools-list', '2025-11-25', []],
  ['tools-list', '2026-07-28', []],
  ['http-header-validation', '2026-07-28', []],
  ['input-required-result-unsupported-methods', '2026-07-28', []],
  [
    'server-stateless',
    '2026-07-28',
    [
      'sep-2575-http-server-no-independent-requests-on-stream',
      'sep-2575-missing-capability-http-400',
      'sep-2575-server-no-log-without-loglevel',
      'sep-2575-server-rejects-undeclared-capability',
    ],
  ],
  [
    'caching',
    '2026-07-28',
    [
      'sep-2549-prompts-list-caching-hints',
      'sep-2549-resources-list-caching-hints',
      'sep-2549-resources-templates-list-caching-hints',
    ],
  ],
];

const testWithJudges = await needs('judges');

for (const [scenario, revision, notOurs] of scenarios) {
  testWithJudges(
    `the conformance suite is content: ${scenario}, revision ${revision}`,
    async () => {
      const checks = await runScenario(scenario, revision);
      const failed = checks.filter(({ status }) => status === 'FAILURE').map(({ id }) => id);
      expect(failed.sort()).toEqual([...notOurs]);
      expect(checks.filter(({ status }) => status === 'SUCCESS')).not.toBeEmpty();
    },
    60_000,
  );
}

const checksSchema = z.array(z.object({ id: z.string(), status: z.string() }));

async function runScenario(scenario: string, revision: string): Promise<z.infer<typeof checksSchema>> {
  const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-conformance-'));
  try {
    await using host = startHttpHost();
    const options = ['server', '--url', host.url, '--scenario', scenario, '--spec-version', revision];
    const child = Bun.spawn([...getConformanceSuite(), ...options, '--output-dir', folder], {
      cwd: folder,
      env: { HOME: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
    const report = (await readdir(folder, { recursive: true })).find((path) => path.endsWith('checks.json'));
    if (!report) throw new Error(`The suite wrote no report: ${said.join('\n')}`);
    return checksSchema.parse(JSON.parse(await readFile(join(folder, report), 'utf8')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
