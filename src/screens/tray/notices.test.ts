import { expect, test } from 'bun:test';
import { exampleStatus } from '../../testing/tray-examples.ts';
import { Notices } from './notices.ts';
import type { TrayStatus } from './tray-status.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const well = exampleStatus;
const lost: TrayStatus = { ...well, claude: 'needs-repair' };
const refused: TrayStatus = { ...well, connection: { kind: 'attention', problem: 'Your sign-in has ended' } };
const offline: TrayStatus = { ...well, connection: { kind: 'offline', host: 'acme.halopsa.com' } };

/** The titles of what is told when these are seen, five minutes apart. */
function tell(...seen: readonly TrayStatus[]): readonly string[] {
  const notices = new Notices();
  return seen.flatMap((status, index) => notices.look(status, index * 5 * minuteMs)?.title ?? []);
}

test('when all is well nothing is said, and nothing when nothing is set up', () => {
  expect(tell(well, well)).toEqual([]);
  expect(tell({ ...well, connection: { kind: 'not-set-up' }, claude: 'not-connected' })).toEqual([]);
});

test('a problem is told once, with what is wrong', () => {
  const notices = new Notices();
  expect(notices.look(refused, 0)).toEqual({
    title: 'Halo needs your attention',
    text: 'Your sign-in has ended',
  });
  expect(notices.look(refused, hourMs)).toBeUndefined();
  expect(notices.look(refused, 100 * hourMs)).toBeUndefined();
});

test('a problem that comes and goes is not told each time, but is the next day', () => {
  expect(tell(lost, well, lost, well, lost)).toEqual(['Claude Desktop has lost its connection to Halo']);
  const notices = new Notices();
  notices.look(lost, 0);
  notices.look(well, hourMs);
  expect(notices.look(lost, 24 * hourMs)).toBeDefined();
});

test('another problem is told although one was told already', () => {
  const other: TrayStatus = { ...well, connection: { kind: 'attention', problem: 'The keychain is locked' } };
  expect(tell(refused, other)).toHaveLength(2);
});

test('a Halo out of reach is told only when it stays so; a network that wakes up is not', () => {
  expect(tell(offline, well, offline, well)).toEqual([]);
  expect(tell(offline, offline, offline, offline)).toEqual(['acme.halopsa.com can’t be reached']);
  const notices = new Notices();
  for (let second = 0; second < 170; second += 5)
    expect(notices.look(offline, second * 1_000)).toBeUndefined();
  // After a sleep the network comes back by itself.
  notices.look({ ...offline, connection: { kind: 'checking' } }, hourMs);
  expect(notices.look(offline, hourMs + 1_000)).toBeUndefined();
  expect(notices.look(offline, hourMs + 4 * minuteMs)).toBeDefined();
});

test('of two problems at once the connection comes first, and the other waits for the next look', () => {
  const both: TrayStatus = { ...refused, claude: 'needs-repair' };
  expect(tell(both)).toEqual(['Halo needs your attention']);
  expect(tell(both, both, both)).toEqual([
    'Halo needs your attention',
    'Claude Desktop has lost its connection to Halo',
  ]);
});
