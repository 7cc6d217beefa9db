/**
 * What another person of this computer does who saw an address on the process list: shows its token, as a browser would. Gives the
 * status of the answer.
 */
export async function stealAsNobody(origin: string, token: string): Promise<number> {
  const program = `
    const answer = await fetch('${origin}/session', {
      method: 'POST',
      headers: { origin: '${origin}', 'content-type': 'application/json' },
      body: JSON.stringify({ token: '${token}' }),
    });
    process.exit(answer.status === 200 ? 0 : answer.status === 403 ? 43 : 1);`;
  const code = await asNobody(program).exited;
  return code === 43 ? 403 : code === 0 ? 200 : code;
}

/** Connects as another person of this computer and stays connected until disposed of; `address` as that person writes it. */
export function connectAsNobody(address: string, port: number): AsyncDisposable {
  const child = asNobody(`require('node:net').connect(${port}, '${address}')`);
  return {
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await child.exited;
    },
  };
}

/** Whether this process may be somebody else. */
export const canBeNobody: boolean = process.getuid?.() === 0 && Bun.which('setpriv') !== null;

function asNobody(program: string): Bun.Subprocess {
  const nobody = 65_534;
  // Bun itself can not start a program as somebody else.
  const command = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
  return Bun.spawn([...command, process.execPath, '-e', program], {
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
