import { expect, test } from 'bun:test';
import { parsePrograms } from './running-mac.ts';

const output = `    1     0     0 /sbin/launchd
  534     1   501 /System/Library/CoreServices/Finder.app/Contents/MacOS/Finder
 4711     1   501 /Applications/Claude.app/Contents/MacOS/Claude
 4715  4711   501 /Applications/Claude.app/Contents/Frameworks/Claude Helper (GPU).app/Contents/MacOS/Claude Helper (GPU)
 4801     1   502 /Applications/Claude.app/Contents/MacOS/Claude
 4900  4899   501 -zsh
 4950  4711   501 (Claude Helper)
`;

test("macOS's list of processes gives this user's, with whole paths", () => {
  expect(parsePrograms(output, 501).slice(1, 3)).toEqual([
    { pid: 4711, parent: 1, path: '/Applications/Claude.app/Contents/MacOS/Claude' },
    {
      pid: 4715,
      parent: 4711,
      path: '/Applications/Claude.app/Contents/Frameworks/Claude Helper (GPU).app/Contents/MacOS/Claude Helper (GPU)',
    },
  ]);
  expect(parsePrograms(output, 502).map(({ pid }) => pid)).toEqual([4801]);
  expect(parsePrograms('', 501)).toEqual([]);
});
