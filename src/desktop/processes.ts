/** How often the parent is looked for; a lost one is noticed within this time. */
const parentPollMs = 2_000;

/**
 * Calls back once when the process that started us has gone. Assistants have been seen to die without closing our input.
 * Elsewhere an orphan gets a new parent; on Windows it keeps the old number, so that one is asked for.
 *
 * @returns a function that stops watching
 */
export function watchParent(onGone: () => void): () => void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return;
    clearInterval(timer);
    onGone();
  }, parentPollMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Whether a process of that number runs on this computer. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not being allowed to signal it (EPERM) proves that it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
