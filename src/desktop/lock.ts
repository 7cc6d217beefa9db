import { mkdirSync, readdirSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { explainFileError, readErrorCode } from './explain-file-error.ts';
import { findLife, identifySelf, type ProcessIdentity } from './process-identity.ts';

export interface LockOptions {
  readonly clock: Clock;
  /** Ends the waiting with its reason; once the lock is held it changes nothing. */
  readonly signal: AbortSignal;
  /** How long to wait for others at most; 30 seconds when left out. */
  readonly waitMs?: number;
  /** What the person is told where others hold it for longer, in place of our own words. */
  readonly busy?: string;
}

/** How often whoever waits looks again, on average. */
const pollMs = 50;

/** A holder shows this often that it lives; one that can't be asked and shows none for so long is taken for dead. */
const signMs = 5_000;
const silenceMs = 60_000;

/**
 * Runs something while no other process of ours, nor another call of this one, runs something under the same lock.
 * A lock whose holder was killed is free at once; where that can't be asked (another computer on a shared disk, a sandbox), after a
 * minute. Throws a UserError when the lock can't be had in time or its folder can't be written.
 *
 * The lock is a folder with one file for each process that wants it. Only who finds no other file after making its own holds it:
 * of two, the later one sees the earlier. So nobody ever takes a lock over, and a dead one's file is removed by its own name.
 */
export async function withLock<T>(lockFile: string, run: () => Promise<T>, options: LockOptions): Promise<T> {
  const claim = createClaim(lockFile);
  const sign = setInterval(claim.renew, signMs);
  sign.unref();
  try {
    await acquire(claim, options);
    return await run();
  } finally {
    clearInterval(sign);
    claim.withdraw();
  }
}

async function acquire(claim: Claim, { clock, signal, waitMs = 30_000, busy }: LockOptions): Promise<void> {
  const giveUpAt = clock.now() + waitMs;
  for (;;) {
    signal.throwIfAborted();
    const others = claim.make();
    if (others.length === 0) return;
    // Of those who came at once the first by name stays; the others make room, or all would wait for each other.
    if (others.some((other) => other < claim.name)) claim.withdraw();
    if (clock.now() >= giveUpAt) {
      if (busy !== undefined) throw new UserError(busy);
      throw explainHolder(claim.lockFile, others[0] ?? '', waitMs);
    }
    await clock.wait(pollMs * (0.5 + Math.random()), signal);
  }
}

interface Claim {
  readonly lockFile: string;
  readonly name: string;
  /** Says that we want the lock; gives the names of all others that do. */
  readonly make: () => readonly string[];
  readonly renew: () => void;
  readonly withdraw: () => void;
}

function createClaim(lockFile: string): Claim {
  const { world, pid, start } = identifySelf();
  const name = `${crypto.randomUUID()}.${world}.${pid}.${start}`;
  const path = join(lockFile, name);
  // It writes into the file that is there: one that somebody removed must not come back.
  const renew = () => attempt(() => writeFileSync(path, '.', { flag: 'r+' }));
  return {
    lockFile,
    name,
    renew,
    make: () => {
      writeClaim(lockFile, path);
      return readdirSync(lockFile).filter((other) => other !== name && isClaimed(lockFile, other, path));
    },
    withdraw: () => {
      attempt(() => rmSync(path, { force: true }));
      attempt(() => rmdirSync(lockFile)); // which fails while others want it
    },
  };
}

/** Another process may remove the folder, empty as it is, just before our file is in it. */
function writeClaim(lockFile: string, path: string): void {
  for (let left = 20; ; left--) {
    try {
      mkdirSync(lockFile, { recursive: true, mode: 0o700 });
      writeFileSync(path, '', { mode: 0o600 });
      return;
    } catch (error) {
      // Windows says EPERM or EBUSY of a folder that is being removed; EEXIST is said of one that went between two looks.
      const isPassing = /^(?:ENOENT|EEXIST|EPERM|EACCES|EBUSY)$/.test(readErrorCode(error) ?? '');
      if (left === 0 || !isPassing) throw explainFileError(error, lockFile);
    }
  }
}

/** Removes what a dead process left. A file that is no claim, such as one a file manager made, counts for nothing. */
function isClaimed(lockFile: string, name: string, ownPath: string): boolean {
  const identity = parseIdentity(name);
  if (identity === undefined) return false;
  const life = findLife(identity);
  if (life === 'alive') return true;
  if (life === 'unknown' && !isSilent(join(lockFile, name), ownPath)) return true;
  attempt(() => rmSync(join(lockFile, name), { force: true }));
  return false;
}

/** Both times are of the disk's own clock, which on a shared disk is not ours. */
function isSilent(path: string, ownPath: string): boolean {
  const [theirs, ours] = [path, ownPath].map((one) => statSync(one, { throwIfNoEntry: false })?.mtimeMs);
  return theirs === undefined || (ours !== undefined && ours - theirs > silenceMs);
}

function parseIdentity(name: string): ProcessIdentity | undefined {
  const [, world, pid, start] = /^[0-9a-f-]{36}\.([0-9a-f]{12})\.(\d+)\.(\d+)$/.exec(name) ?? [];
  return world && pid && start ? { world, pid: Number(pid), start } : undefined;
}

function explainHolder(lockFile: string, holder: string, waitMs: number): UserError {
  const pid = parseIdentity(holder)?.pid;
  const who = pid === undefined ? 'Another halo-mcp' : `Another halo-mcp (process ${pid})`;
  return new UserError(
    `${who} holds ${lockFile} and did not finish within ${Math.round(waitMs / 1_000)} seconds. Try again; if that stays, end that process or restart the computer`,
  );
}

function attempt(run: () => void): void {
  try {
    run();
  } catch {
    // It is done already, or will be by the next process that wants the lock.
  }
}
