import { type CheckResult, countAsCheck, sumResults } from './checks.ts';
import { describeResult, runEverything } from './test.ts';
import { checkDocs } from './write-docs.ts';

/** What must be true before a change is proposed: all that CI checks, and every generated file is fresh. */
const results: readonly CheckResult[] = [
  await countAsCheck('generated files', checkDocs),
  await runEverything(),
];
const result = sumResults(results);
console.log(describeResult(result));
process.exit(result.failed === 0 ? 0 : 1);
