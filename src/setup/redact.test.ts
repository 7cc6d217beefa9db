import { describe, expect, test } from 'bun:test';
import { redact, redactLogLine } from './redact.ts';

const id = '0a1b2c3d-0000-4000-8000-00000000000f';
const dana = { homeFolder: '/home/dana', secrets: ['p@ss "word"'] };

describe('what is private is taken out', () => {
  test.each([
    [`login ${id}-${id}`, 'login [secret]'],
    ['pass p@ss "word"', 'pass [secret]'],
    [JSON.stringify({ a: 'p@ss "word"' }), '{"a":"[secret]"}'],
    ['Bearer abc.def', '[secret]'],
    ['"client_secret": "hush-hush"', '"client_secret": "[secret]"'],
    ['http://dana:pa@ss@proxy:8080', 'http://proxy:8080'],
    ['/home/dana/.config/x', '~/.config/x'],
    ['/Users/someone else/Library', '~/Library'],
    ['C:\\Users\\Dana Li\\AppData', '~\\AppData'],
    [JSON.stringify('C:\\Users\\Dana Li\\AppData'), '"~\\\\AppData"'],
  ])('%s', (text, clean) => {
    expect(redact(text, dana)).toBe(clean);
  });

  test('and what support needs stays', () => {
    const text = '{"address":"https://acme.halopsa.com","token":{"ok":true},"caFile":"/etc/ssl/ca.pem"}';
    expect(redact(text, dana)).toBe(text);
  });
});

test('a log line keeps facts, and nothing that may quote a customer', () => {
  const line = {
    at: '2026-11-15T12:00:00.000Z',
    level: 'error',
    message: 'fault in a tool',
    tool: 'get_client',
    search: 'Oak Dental',
    problem: 'Oak Dental',
    fault: 'TypeError: Oak Dental is odd\nOak Dental\n    at run (src/tools/tool.ts:5:1)',
  };
  expect(redactLogLine(JSON.stringify(line))).toEqual({
    at: '2026-11-15T12:00:00.000Z',
    level: 'error',
    message: 'fault in a tool',
    tool: 'get_client',
    fault: ['TypeError', 'at run (src/tools/tool.ts:5:1)'],
  });
  expect(redactLogLine('Oak Dental called')).toBeUndefined();
});
