import { expect, test } from 'bun:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openTemporaryWorkplace } from '../testing/temporary-workplace.ts';
import { findInFile, findUpdateBan } from './update-policy.ts';

test('only a file that says so, or can not be read, forbids updates', () => {
  using workplace = openTemporaryWorkplace();
  const say = (text: string) => findInFile(workplace.write('policy.json', text));
  expect(findInFile(join(workplace.home, 'none.json'))).toBeUndefined();
  expect(say('{}')).toBeUndefined();
  expect(say('\uFEFF{ "disableUpdate": false, "later": 1 }')).toBeUndefined();
  expect(say('{ "disableUpdate": true }')).toContain('does not update itself: disableUpdate is set in');
  for (const text of ['', 'true', '[]', '{ "disableUpdate": 1 }', '{ "disableUpdate": tru'])
    expect(say(text)).toStartWith("Whether halo-mcp may update itself can't be read from");
  mkdirSync(join(workplace.home, 'folder'));
  expect(findInFile(join(workplace.home, 'folder'))).toContain('(EISDIR), so it does not');
});

test('nothing is said about another computer than this one', () => {
  const platform = process.platform === 'win32' ? 'darwin' : 'win32';
  expect(findUpdateBan({ platform, homeFolder: '/', environment: {} })).toBeUndefined();
});
