import { expect, test } from 'bun:test';
import { createLog } from './log.ts';

function recordedLog(level: 'error' | 'warn' | 'info' | 'debug' = 'debug') {
  const lines: string[] = [];
  const log = createLog(level, [(line) => lines.push(line)], () => new Date('2026-11-15T12:00:00Z'));
  return { log, lines };
}

test('a line is one JSON object with time, level, message and facts', () => {
  const { log, lines } = recordedLog();
  log.info('tool called', { tool: 'list_tickets', ms: 12 });
  expect(lines).toEqual([
    '{"at":"2026-11-15T12:00:00.000Z","level":"info","message":"tool called","tool":"list_tickets","ms":12}',
  ]);
});

test('what is below the level is not written', () => {
  const { log, lines } = recordedLog('warn');
  log.info('quiet');
  log.debug('quieter');
  log.error('loud');
  expect(lines).toHaveLength(1);
});

test('a hidden secret is never written, however it is encoded', () => {
  const { log, lines } = recordedLog();
  log.hide('p@ss "word" / 12');
  log.error('failed with p@ss "word" / 12', {
    url: `https://x/?s=${encodeURIComponent('p@ss "word" / 12')}`,
  });
  expect(lines.join()).not.toContain('word');
  expect(lines.join()).toContain('[secret]');
});

test('tokens are recognised by their shape, even when nobody named them', () => {
  const { log, lines } = recordedLog();
  log.warn('header Bearer abc.def-ghi and eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', {
    body: 'grant=x&client_secret=topsecret&refresh_token=topsecret&scope=all',
  });
  expect(lines.join()).not.toMatch(/abc\.def|eyJ|topsecret/);
  expect(lines.join()).toContain('&scope=all');
});

test('several lines in a message stay one line', () => {
  const { log, lines } = recordedLog();
  log.info('one\ntwo');
  expect(lines[0]).not.toContain('\n');
});
