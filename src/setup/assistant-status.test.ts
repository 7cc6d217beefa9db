import { expect, test } from 'bun:test';
import type { AssistantState } from '../desktop/assistants/inspect.ts';
import { toAssistantStatus } from './assistant-status.ts';

const claude: AssistantState = {
  id: 'claude-desktop',
  title: 'Claude Desktop',
  isInstalled: true,
  isRunning: true,
  forbiddenBy: undefined,
  files: [{ path: '/claude.json', exists: true, entries: { halo: { kind: 'right' } } }],
};

test('an assistant that runs says so', () => {
  expect(toAssistantStatus(claude, [])).toMatchObject({ running: true, connected: true, problem: null });
  expect(toAssistantStatus({ ...claude, isRunning: false }, []).running).toBe(false);
});

test('a policy that forbids its servers is its problem, unless it is not installed', () => {
  const forbidden = { ...claude, forbiddenBy: 'Your organisation forbids it' };
  expect(toAssistantStatus(forbidden, []).problem).toBe('Your organisation forbids it');
  expect(toAssistantStatus({ ...forbidden, isInstalled: false }, []).problem).toBeNull();
});

test('a file that can not be read is a problem, and so is a policy: both are said', () => {
  const files = [
    {
      path: '/claude.json',
      exists: true,
      entries: { halo: { kind: 'unreadable' as const, reason: 'It is broken' } },
    },
  ];
  expect(toAssistantStatus({ ...claude, files }, []).problem).toBe('It is broken');
  const both = toAssistantStatus({ ...claude, files, forbiddenBy: 'It is forbidden' }, []);
  expect(both.problem).toBe('It is forbidden. It is broken');
});
