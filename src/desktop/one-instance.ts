import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import { parseJson } from '../base/json.ts';
import type { Computer } from './computer.ts';
import { withLock } from './lock.ts';
import type { Paths } from './paths.ts';

/** Where this person's own tray listens, out of reach of other people. */
export interface InstancePlace {
  readonly computer: Computer;
  readonly paths: Paths;
  readonly clock: Clock;
}

/** What one start asks of the one that runs; nothing secret. */
export interface InstanceRequest {
  /** False to ask only whether it runs. */
  readonly opensSettings: boolean;
  /** Lets the window that is opened come to the front (Wayland's XDG_ACTIVATION_TOKEN). */
  readonly token?: string | undefined;
}

/** The one that runs. */
export interface Instance {
  /** Lets another one be the one. */
  readonly release: () => void;
}

/** One that doesn't answer within this time hangs. */
const answerMs = 5_000;

/**
 * Becomes the one tray of this person; undefined where one runs already, which has then done what is asked. From then on others
 * ask by `onAsked`. One that was killed leaves nothing that has to be cleaned up. Throws a UserError where two start at once and hang.
 */
export function becomeInstance(
  place: InstancePlace,
  request: InstanceRequest,
  onAsked: (request: InstanceRequest) => void,
  signal: AbortSignal,
): Promise<Instance | undefined> {
  const { paths, clock } = place;
  return withLock(
    join(dirname(paths.logFile), 'tray.lock'),
    async () => ((await askInstance(place, request)) ? undefined : listen(place, onAsked)),
    { clock, signal },
  );
}

/** Asks the tray that runs; false where none does, or it doesn't answer. */
export async function askInstance(place: InstancePlace, request: InstanceRequest): Promise<boolean> {
  const answer = Promise.withResolvers<boolean>();
  const socket = await Bun.connect({
    unix: findSocket(place),
    socket: {
      open: (opened) => void opened.write(`${JSON.stringify(request)}\n`),
      data: (_, bytes) => answer.resolve(bytes.toString().startsWith('ok')),
      close: () => answer.resolve(false),
      error: () => answer.resolve(false),
      connectError: () => answer.resolve(false),
    },
  }).catch(() => undefined);
  if (socket === undefined) return false;
  const late = setTimeout(() => answer.resolve(false), answerMs);
  const isDone = await answer.promise;
  clearTimeout(late);
  socket.end();
  return isDone;
}

function listen(place: InstancePlace, onAsked: (request: InstanceRequest) => void): Instance {
  const path = findSocket(place);
  if (place.computer.platform !== 'win32') {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    rmSync(path, { force: true }); // of one that was killed
  }
  const server = Bun.listen({
    unix: path,
    socket: {
      data: (socket, bytes) => {
        const request = requestSchema.safeParse(parseJson(bytes.toString()));
        if (!request.success) return void socket.end();
        socket.write('ok\n');
        socket.end();
        if (request.data.opensSettings) onAsked(request.data);
      },
    },
  });
  server.unref();
  return {
    release: () => {
      server.stop(true);
      if (place.computer.platform !== 'win32') rmSync(path, { force: true });
    },
  };
}

const requestSchema = z.object({ opensSettings: z.boolean(), token: z.string().max(1_000).optional() });

/** A socket's path may be no longer than this on any system. */
const longestPath = 100;

/** On Windows a named pipe, which everybody sees and only the person writes to; elsewhere a socket in a folder of the person's own. */
function findSocket({ computer, paths }: InstancePlace): string {
  const path = join(dirname(paths.logFile), 'tray.sock');
  const short = createHash('sha256').update(`${computer.homeFolder}\n${path}`).digest('hex').slice(0, 16);
  if (computer.platform === 'win32') return `\\\\.\\pipe\\halo-mcp-${short}`;
  return path.length <= longestPath
    ? path
    : join(tmpdir(), `halo-mcp-${process.getuid?.()}`, `${short}.sock`);
}
