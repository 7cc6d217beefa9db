import { existsSync } from 'node:fs';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A copy of this computer's system, to really install packages into. Nothing of it reaches the computer: what is written lies
 * in memory, and goes with its processes when it is disposed of.
 */
export interface DisposableSystem extends AsyncDisposable {
  /** Runs a command in it to its end, as root and with hardly any environment. */
  readonly run: (...command: readonly string[]) => Promise<Outcome>;
  /** The command that starts one in it from outside. */
  readonly describe: (...command: readonly string[]) => readonly string[];
  /** Every path that is not as it was at the start, sorted; what was removed counts too. */
  readonly listChanges: () => Promise<readonly string[]>;
}

/** What a command wrote, errors last, and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly text: string;
}

/** Where it can't be opened, why; it takes Linux and root, and no container program. */
export async function findDisposableSystemLack(): Promise<string | undefined> {
  if (process.platform !== 'linux' || !Bun.which('unshare') || !Bun.which('nsenter')) return lack;
  try {
    await using system = await openDisposableSystem('/usr');
    return (await system.run('true')).code === 0 ? undefined : lack;
  } catch {
    return lack;
  }
}

const lack = 'no copy of the system can be made to install into (Linux, root, unshare, overlay)';

/** Opens one that sees the given folder of this computer, at the same path, and can't write to it. */
export async function openDisposableSystem(shared: string): Promise<DisposableSystem> {
  const place = await mkdtemp(join(tmpdir(), 'halo-mcp-system-'));
  const holder = Bun.spawn(['unshare', ...namespaces, 'sh', '-c', prepare, 'sh', place, shared], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const dispose = async () => {
    holder.kill('SIGKILL'); // and with it goes everything that runs in there
    await holder.exited;
    await rmdir(place);
  };
  const first = (await holder.stdout.getReader().read()).value;
  if (first === undefined) {
    const reason = await holder.stderr.text();
    await dispose();
    throw new Error(`No copy of the system could be made: ${reason}`);
  }
  const pid = Buffer.from(first).toString().trim();
  const enter = ['/usr/bin/nsenter', `--target=${pid}`, '--mount', '--pid', '--'];
  const describe = (...command: readonly string[]) => [
    ...enter,
    '/usr/sbin/chroot',
    join(place, 'root'),
    ...command,
  ];
  return {
    describe,
    run: (...command) => run(describe(...command)),
    listChanges: async () => {
      const { text } = await run([
        ...enter,
        'find',
        join(place, 'upper'),
        '-mindepth',
        '1',
        '-printf',
        '%y/%P\n',
      ]);
      const found = text.trim().split('\n');
      // A folder that was there before shows up when something changes in it.
      const isChange = (line: string) => !line.startsWith('d') || !existsSync(line.slice(1));
      return found
        .filter(isChange)
        .map((line) => line.slice(1))
        .sort();
    },
    [Symbol.asyncDispose]: dispose,
  };
}

const namespaces = ['--mount', '--pid', '--fork', '--kill-child'];

/** Prints its own number, as this computer counts, when all is mounted. Then it waits for its end. */
const prepare = `
set -e
read -r pid rest </proc/self/stat
mount -t tmpfs -o mode=755 none "$1"
mkdir "$1/root" "$1/upper" "$1/work"
mount -t overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" none "$1/root"
mount -t proc none "$1/root/proc"
mount --rbind /dev "$1/root/dev"
mount -t tmpfs none "$1/root/tmp"
mkdir -p "$1/root$2"
mount -o bind,ro "$2" "$1/root$2"
echo "$pid"
read -r end`;

async function run(command: readonly string[]): Promise<Outcome> {
  const child = Bun.spawn([...command], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  return { code: await child.exited, text: output + errors };
}
