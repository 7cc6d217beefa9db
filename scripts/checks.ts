import { dirname } from 'node:path';

/** The checkout's folder. */
export const root: string = dirname(import.meta.dirname);

/** What came of a check: how many things it looked at went well, failed or were left out, and what it said. */
export interface CheckResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Whether all types are right, by TypeScript's own compiler. */
export function checkTypes(): Promise<CheckResult> {
  return runCheck('types', [process.execPath, 'node_modules/typescript/bin/tsc', '-p', '.']);
}

/** Whether everything is formatted and free of what the linter forbids. */
export function checkStyle(): Promise<CheckResult> {
  return runCheck('format and lint', [...biomeCheck, '--error-on-warnings']);
}

/** The formatter and linter; it is told where its configuration is, because the file is hidden. */
export const biomeCheck: readonly string[] = [
  process.execPath,
  'node_modules/@biomejs/biome/bin/biome',
  'check',
  '--config-path=.biome.json',
];

/** Adds up what several checks found. */
export function sumResults(results: readonly CheckResult[]): CheckResult {
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    skipped: results.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}

/** Counts as one: passed when the work ends well. Says what it said only when it failed. */
export async function countAsCheck(name: string, work: () => Promise<unknown>): Promise<CheckResult> {
  const startedAt = performance.now();
  try {
    await work();
    console.log(`${name}: ok (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
    return { passed: 1, failed: 0, skipped: 0 };
  } catch (error) {
    console.log(`${name}: FAILED\n${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function runCheck(name: string, command: readonly string[]): Promise<CheckResult> {
  return countAsCheck(name, async () => {
    const child = Bun.spawn([...command], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const [output, errors] = await Promise.all([child.stdout.text(), child.stderr.text()]);
    if ((await child.exited) !== 0) throw new Error(`${output}${errors}`.trim());
  });
}
