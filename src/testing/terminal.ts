import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real terminal with one program in it, and somebody who types. */
export interface TestTerminal extends AsyncDisposable {
  /** As typed or pasted. */
  readonly type: (text: string) => Promise<void>;
  /** By tmux's names: Enter, Escape, Down, Space, C-c. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** All lines since the start, without colours unless they are asked for. */
  readonly screen: (options?: { readonly colours: boolean }) => Promise<string>;
  /** Resolves with the screen once it holds the text; rejects with the screen where it doesn't in time. */
  readonly waitFor: (text: string | RegExp) => Promise<string>;
  /** Resolves once a question with that text waits for its answer. */
  readonly waitForQuestion: (text: string) => Promise<void>;
  /** Goes down to that answer of the question that waits, and takes it. */
  readonly choose: (label: string) => Promise<void>;
  /** Closes the window under the program; resolves once the program has gone too. */
  readonly hangUp: () => Promise<void>;
  /** Resolves with its exit code once the program has ended. */
  readonly waitForEnd: () => Promise<number>;
}

export interface TerminalOptions {
  readonly command: readonly string[];
  /** All that the program finds in its environment, beside TERM. */
  readonly env: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
  /** What TERM says; `xterm-256color` where left out. */
  readonly kind?: string;
}

/** tmux itself doesn't always tell how a program ended. The file is there only once it is whole. */
const keepCode = 'trap : INT; "$@"; echo $? > "$0.new"; mv "$0.new" "$0"';

const patienceMs = 20_000;
const pollMs = 30;

/** Starts a program in a terminal of its own. Declare such a test with `needs('terminal')`. */
export async function openTestTerminal(options: TerminalOptions): Promise<TestTerminal> {
  const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-terminal-'));
  const socket = join(folder, 'socket');
  const config = join(folder, 'tmux.conf');
  await writeFile(config, describe(options.kind ?? 'xterm-256color'));
  const { columns = 80, rows = 50, command, env } = options;
  const size = ['-x', String(columns), '-y', String(rows)];
  const tmux = (...args: readonly string[]) => run(['tmux', '-u', '-S', socket, ...args], env);
  // The size is the session's own, whoever looks at it.
  const code = join(folder, 'code');
  const inShell = ['sh', '-c', keepCode, code, ...command];
  await run(['tmux', '-u', '-S', socket, '-f', config, 'new-session', '-d', ...size, ...inShell], env);

  const screen = async ({ colours } = { colours: false }) => {
    const text = await tmux('capture-pane', '-p', '-S', '-', ...(colours ? ['-e'] : []));
    return text.trimEnd();
  };
  const until = async <T>(find: () => Promise<T | undefined>, what: string): Promise<T> => {
    for (let left = patienceMs / pollMs; left > 0; left--) {
      const found = await find();
      if (found !== undefined) return found;
      await Bun.sleep(pollMs);
    }
    throw new Error(`The terminal does not show ${what}; it shows:\n${await screen()}`);
  };
  return {
    type: async (text) => void (await tmux('send-keys', '-l', '--', text)),
    press: async (...keys) => void (await tmux('send-keys', ...keys)),
    screen,
    waitFor: (text) =>
      until(async () => {
        const now = await screen();
        return (typeof text === 'string' ? now.includes(text) : text.test(now)) ? now : undefined;
      }, String(text)),
    waitForQuestion: (text) =>
      until(
        async () => (isOpenQuestion(await screen(), text) ? true : undefined),
        `the question "${text}"`,
      ).then(() => undefined),
    choose: async (label) => {
      const readChosen = async () =>
        (await screen()).split('\n').findLast((line) => /^[│|] +[●>*] /.test(line));
      const first = await until(readChosen, 'a choice');
      for (let chosen = first; !chosen.includes(label); ) {
        await tmux('send-keys', 'Down');
        const next = async () => {
          const now = await readChosen();
          return now === chosen ? undefined : now;
        };
        chosen = await until(next, `another answer than ${chosen}`);
        if (chosen === first) throw new Error(`There is no answer "${label}":\n${await screen()}`);
      }
      await tmux('send-keys', 'Enter');
    },
    hangUp: async () => {
      const shell = (await tmux('display-message', '-p', '#{pane_pid}')).trim();
      const pid = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim();
      await tmux('kill-server');
      for (let left = patienceMs / pollMs; left > 0 && isAlive(pid); left--) await Bun.sleep(pollMs);
      if (isAlive(pid)) throw new Error('The program goes on without its window');
    },
    waitForEnd: () =>
      until(
        async () => (existsSync(code) ? Number(readFileSync(code, 'utf8')) : undefined),
        'the end of its program',
      ),
    [Symbol.asyncDispose]: async () => {
      await tmux('kill-server').catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One that has ended but that nobody has asked about yet is gone. */
function isAlive(pid: string): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !readFileSync(stat, 'utf8').includes(') Z ');
}

/** A question that waits is the last thing on the screen, from its sign to the corner below it. */
function isOpenQuestion(screen: string, text: string): boolean {
  const lines = screen.trimEnd().split('\n');
  const start = lines.findLastIndex((line) => /^[◆▲*x] {2}/.test(line));
  const question = lines.slice(start);
  const bare = question.map((line) => line.replace(/^[◆▲*x│|] {2}/, '').trim()).join(' ');
  return start >= 0 && /^[└—-]/.test(question.at(-1) ?? '') && bare.includes(text);
}

function describe(kind: string): string {
  return [
    `set -g default-terminal "${kind}"`,
    'set -g remain-on-exit on',
    'set -g remain-on-exit-format ""',
    'set -g status off',
    'set -g history-limit 5000',
    'set -g escape-time 0',
  ].join('\n');
}

async function run(command: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const child = Bun.spawn([...command], { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  if ((await child.exited) !== 0) throw new Error(`${command.slice(0, 5).join(' ')} failed: ${errors}`);
  return output;
}
