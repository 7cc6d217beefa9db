import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refreshOwnExecutable } from './build.ts';
import { type CheckResult, checkStyle, checkTypes, countAsCheck, root, sumResults } from './checks.ts';

/**
 * Everything that tells whether the program is right: types, style, the build, and all tests.
 * The last line printed is `N passed, N failed`, then `, N skipped` when some were.
 */
export async function runEverything(): Promise<CheckResult> {
  const checks = [
    await checkTypes(),
    await checkStyle(),
    await countAsCheck('build', refreshOwnExecutable),
    await runTests(),
  ];
  return sumResults(checks);
}

/** Words for the last line. */
export function describeResult({ passed, failed, skipped }: CheckResult): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

async function runTests(): Promise<CheckResult> {
  const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-test-'));
  const report = join(folder, 'report.xml');
  const folders = ['./installers', './scripts', './src']; // what takes longest first
  const command = [process.execPath, '--no-env-file', 'test', ...folders, '--only-failures'];
  const options = [...twoAtOnce, '--timeout=30000', '--reporter=junit', `--reporter-outfile=${report}`];
  try {
    const child = Bun.spawn([...command, ...options], {
      cwd: root,
      env: describeEnvironment(),
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const code = await child.exited;
    const found = await readReport(report);
    listSkipped(found.skippedNames);
    // A file that can't be loaded, or a crash, is in no report.
    return code !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Most tests wait for other programs most of the time. Files that see what others left behind are how it always was, and quicker. */
const twoAtOnce = ['--parallel=2', '--no-isolate'];

/** This machine's own certificates, proxies and Halo would hide faults, or make some. */
function describeEnvironment(): Record<string, string | undefined> {
  const isForeign = /^(HALO_|SSL_CERT_|NODE_)|_PROXY$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isForeign.test(name)));
}

async function readReport(path: string): Promise<CheckResult & { readonly skippedNames: readonly string[] }> {
  const file = Bun.file(path);
  const xml = (await file.exists()) ? await file.text() : '';
  const head = xml.match(/<testsuites [^>]*>/)?.[0] ?? '';
  const count = (name: string) => Number(head.match(new RegExp(` ${name}="(\\d+)"`))?.[1] ?? 0);
  const [failed, skipped] = [count('failures'), count('skipped')];
  const skippedNames = [...xml.matchAll(/<testcase name="([^"]*)"[^>]*>\s*<skipped/g)].map((match) =>
    unescapeXml(match[1] ?? ''),
  );
  return { passed: count('tests') - failed - skipped, failed, skipped, skippedNames };
}

function listSkipped(names: readonly string[]): void {
  if (names.length > 0) console.log(`Skipped:\n${names.map((name) => `  ${name}`).join('\n')}`);
}

function unescapeXml(text: string): string {
  const characters: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(\w+);/g, (entity, name: string) => characters[name] ?? entity);
}

if (import.meta.main) {
  const result = await runEverything();
  console.log(describeResult(result));
  process.exit(result.failed === 0 ? 0 : 1);
}
