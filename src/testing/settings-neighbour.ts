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
