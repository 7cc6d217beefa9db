import { readFileSync } from 'node:fs';
import type { IsOwnConnection } from '../screens/settings/server.ts';

/** Tells by Linux's table of connections whose the other end of one is. */
export const isOwnConnection: IsOwnConnection = async (clientPort, serverPort) => {
  const toEnd = (port: number) => `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n');
  const found = lines
    .map((line) => line.trim().split(/\s+/))
    .find(([, local, remote]) => local === toEnd(clientPort) && remote === toEnd(serverPort));
  return found?.[7] === undefined ? undefined : Number(found[7]) === process.getuid?.();
};

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
  const nobody = 65_534;
  // Bun itself can not start a program as somebody else.
  const command = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
  const child = Bun.spawn([...command, process.execPath, '-e', program], {
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await child.exited;
  return code === 43 ? 403 : code === 0 ? 200 : code;
}
