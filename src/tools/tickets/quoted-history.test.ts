import { expect, test } from 'bun:test';
import { historyMark, leaveOutQuotedHistory } from './quoted-history.ts';

const question = 'Hello,\n\nour printer is on fire.\nPlease help.';
const answer = 'We are on our way.';

test.each([
  ['a mail program’s header', `${answer}\n\nFrom: Dana\nSent: Monday\nSubject: Fire\n\n${question}`],
  ['a line of dashes', `${answer}\n\n-----Original Message-----\n${question}`],
  ['"wrote:"', `${answer}\n\nOn Mon, 9 Nov 2026 at 10:00, Dana <dana@client.example> wrote:\n${question}`],
  ['quote marks', `${answer}\n\n> Hello,\n>\n> our printer is on fire.\n> Please help.`],
])('what a mail repeats after %s is left out', (_, mail) => {
  expect(leaveOutQuotedHistory([question, mail])).toEqual([question, `${answer}\n${historyMark}`]);
});

test('an answer between the quoted lines keeps the whole mail', () => {
  const mail = `See below.\n\nFrom: Dana\nSubject: Fire\n\nour printer is on fire.\nSince when?\nPlease help.`;
  expect(leaveOutQuotedHistory([question, mail])[1]).toBe(mail);
});

test('history that stands nowhere else stays', () => {
  const forwarded = `FYI\n\n-----Original Message-----\nFrom: Kim\nThe invoice is wrong by 12.50.`;
  expect(leaveOutQuotedHistory([question, forwarded])[1]).toBe(forwarded);
});

test('only earlier texts count as known', () => {
  const mail = `${answer}\n\nFrom: Dana\nSubject: Fire\n\n${question}`;
  expect(leaveOutQuotedHistory([mail, question])).toEqual([mail, question]);
});

test('a quote that ends in the middle of a line is known all the same', () => {
  const mail = `${answer}\n\n> our printer is on f`;
  expect(leaveOutQuotedHistory([question, mail])[1]).toBe(`${answer}\n${historyMark}`);
});

test('a text without a quote is left alone', () => {
  expect(leaveOutQuotedHistory([question, question])).toEqual([question, question]);
  expect(leaveOutQuotedHistory(['', ''])).toEqual(['', '']);
});
