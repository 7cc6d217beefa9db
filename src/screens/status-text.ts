import type { AreaReport } from '../setup/areas.ts';
import type { AssistantStatus } from '../setup/assistant-status.ts';
import type { LoggedError } from '../setup/last-errors.ts';
import type { ProfileStatus } from '../setup/profile-status.ts';
import type { Status } from '../setup/status.ts';
import { describeWhere } from './area-rows.ts';
import { removeControls, toAscii, wrapText } from './fit-text.ts';

/** How the text may look. */
export interface TextOptions {
  /** False where the terminal can't show more than ASCII. */
  readonly unicode: boolean;
  /** In characters; 60 when left out. */
  readonly width?: number;
}

type Mark = 'yes' | 'no' | 'none';

/** One line to be: its mark, the word in front, and what is said. */
interface Fact {
  readonly mark: Mark;
  readonly name: string;
  readonly text: string;
}

const narrow = 60;
const nameWidth = 24;

/** The status for people, in sections; no line is longer than the width. It decides nothing. */
export function writeStatus(status: Status, { unicode, width = narrow }: TextOptions): string {
  const sections = [
    [`halo-mcp ${status.version}: ${status.ok ? 'ready' : 'not ready to answer'}`],
    ...listProfiles(status).map(({ title, facts, notes }) => [
      title,
      ...facts.flatMap((fact) => writeFact(fact)),
      ...notes.flatMap((note) => wrapText(note, width - 2).map((line) => `  ${line}`)),
    ]),
    ['Keychain', ...writeFact(toKeychainFact(status.keychain))],
    ['Assistants', ...listAssistants(status.assistants).flatMap((fact) => writeFact(fact))],
    ...(status.startAtLogin === null
      ? []
      : [['Icon in the bar', ...writeFact(startFacts[status.startAtLogin])]]),
    ...(status.updates.allowed ? [] : [['Updates', ...writeFact(toUpdatesFact(status.updates))]]),
    ['Log', `  ${status.logFile}`],
    ...(status.errors.length === 0 ? [] : [['Last errors', ...status.errors.flatMap(writeError)]]),
  ];
  const text = sections.map((lines) => lines.join('\n')).join('\n\n');
  return removeControls(unicode ? text : toAscii(text));

  function writeFact({ mark, name, text: said }: Fact): readonly string[] {
    const head = `  ${toMark(mark, unicode)} ${name}`;
    const room = width - nameWidth - 4;
    if (said === '') return [head];
    if (name.length < nameWidth && said.length <= room) return [`${head.padEnd(nameWidth + 4)}${said}`];
    const inOne = `${head.replace(/:$/, '')}: ${said}`;
    if (inOne.length <= width) return [inOne];
    return [head, ...wrapText(said, width - 6).map((line) => `      ${line}`)];
  }

  function writeError(error: LoggedError): readonly string[] {
    const kind = error.kind === null ? '' : ` (${error.kind})`;
    const time = error.time === null ? '' : `${toMinute(error.time)}  `;
    const [first = '', ...rest] = wrapText(`${time}${error.message}${kind}`, width - 4);
    return [`  ${first}`, ...rest.map((line) => `    ${line}`)];
  }
}

interface LoginSection {
  readonly title: string;
  readonly facts: readonly Fact[];
  /** What to do about them. */
  readonly notes: readonly string[];
}

function listProfiles({ profiles, keychain, errors }: Status): readonly LoginSection[] {
  if (profiles.length === 0) {
    // Whether something is set up can't be told without the settings.
    const hides = errors.some(({ time }) => time === null);
    const text = hides ? 'Not known; see the errors below' : 'Not set up yet. Run "halo-mcp setup"';
    return [{ title: 'Login', facts: [{ mark: 'no', name: text, text: '' }], notes: [] }];
  }
  return profiles.map((profile) => ({
    title: profile.source === 'environment' ? 'Login from the environment' : `Login "${profile.name}"`,
    facts: [...listLogin(profile, keychain), ...profile.areas.map(toAreaFact)],
    notes: describeWhere(profile.areas)?.split('\n') ?? [],
  }));
}

function listLogin(profile: ProfileStatus, keychain: Status['keychain']): readonly Fact[] {
  const { halo, token, agent } = profile;
  const isTheKeychains = profile.problem !== null && profile.problem === keychain.problem;
  const problem = isTheKeychains ? 'The keychain does not give it; see below' : profile.problem;
  const product = [halo.name, halo.version].filter((part) => part !== null).join(' ');
  return [
    {
      mark: halo.reachable ? 'yes' : 'no',
      name: 'Halo',
      text: `${profile.address}${product === '' ? '' : `, ${product}`}`,
    },
    ...(problem === null ? [] : [{ mark: 'no' as const, name: 'Problem', text: problem }]),
    {
      mark: token.ok ? 'yes' : 'no',
      name: profile.signIn === 'person' ? 'Signed in' : 'API login',
      text: [
        agent === null ? '' : `as ${agent}`,
        token.expiresAt === null ? '' : `renews at ${toMinute(token.expiresAt)}`,
      ]
        .filter((part) => part !== '')
        .join('; '),
    },
  ];
}

function toAreaFact(report: AreaReport): Fact {
  switch (report.access) {
    case 'readable':
      return { mark: 'yes', name: report.title, text: writeCount(report.count) };
    case 'forbidden':
      return {
        mark: 'no',
        name: report.title,
        text: report.permission === null ? report.where : `"${report.permission}" is missing`,
      };
    case 'failed':
      return { mark: 'no', name: report.title, text: report.reason };
  }
}

function writeCount(count: number | null): string {
  if (count === null) return 'readable';
  return count === 0 ? '0 visible to this agent' : count.toLocaleString('en-GB');
}

function toKeychainFact({ ok, problem }: Status['keychain']): Fact {
  return ok ? { mark: 'yes', name: 'Works', text: '' } : { mark: 'no', name: 'Problem', text: problem ?? '' };
}

/** Somebody wants it so, and nothing is amiss. */
function toUpdatesFact({ problem }: Status['updates']): Fact {
  return { mark: 'none', name: 'Off', text: problem ?? '' };
}

function listAssistants(assistants: readonly AssistantStatus[]): readonly Fact[] {
  const isThere = ({ installed, connected, problem }: AssistantStatus) =>
    installed || connected || problem !== null;
  const others = assistants.filter((assistant) => !isThere(assistant)).map(({ title }) => title);
  const rest: Fact = { mark: 'none', name: 'Not installed', text: others.join(', ') };
  return [...assistants.filter(isThere).flatMap(listAssistant), ...(others.length === 0 ? [] : [rest])];
}

function listAssistant({ title, running, connected, problem, files }: AssistantStatus): readonly Fact[] {
  const entries = files.flatMap((file) => file.entries.filter(({ right }) => !right));
  const state = `${connected ? 'connected' : 'not connected'}${running ? ', running' : ''}`;
  return [
    {
      mark: connected && problem === null ? 'yes' : connected || problem !== null ? 'no' : 'none',
      name: title,
      text: state,
    },
    ...(problem === null ? [] : [{ mark: 'no' as const, name: `${title}:`, text: problem }]),
    ...entries.map(({ name, note }) => ({ mark: 'no' as const, name: `${title}, "${name}":`, text: note })),
  ];
}

const startFacts: Readonly<Record<NonNullable<Status['startAtLogin']>, Fact>> = {
  on: { mark: 'yes', name: 'Starts at login', text: '' },
  off: { mark: 'none', name: 'Does not start at login', text: '' },
  other: {
    mark: 'no',
    name: 'Start at login',
    text: 'another copy of halo-mcp starts; tick "Start at login" in the menu of this one',
  },
};

function toMark(mark: Mark, unicode: boolean): string {
  return unicode ? { yes: '✓', no: '✗', none: '–' }[mark] : { yes: '+', no: 'x', none: '-' }[mark];
}

/** 2026-11-24 14:05Z */
function toMinute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')}Z`;
}
