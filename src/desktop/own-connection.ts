import { readFileSync } from 'node:fs';

/**
 * Whether the program at the other end of a connection over 127.0.0.1 is this person's, or the system's own; undefined where that
 * can't be told. It keeps out other people of a shared computer, who see on Linux with which address a browser was started.
 *
 * Windows shows a program's arguments to nobody but the same person and administrators, and on macOS the address is usually no
 * argument (see `sayToMac`), so nothing is asked there.
 */
export async function isOwnConnection(clientPort: number, serverPort: number): Promise<boolean | undefined> {
  if (process.platform !== 'linux') return undefined;
  // A table that changes while it is read may miss a line.
  for (let left = readings; left > 0; left--) {
    const line = findLine(clientPort, serverPort);
    if (line !== undefined) return isOwn(line);
  }
  // Where the browser runs beside Linux, in Windows, its end of the connection is in no table of ours.
  return isInsideWindows() || !showsUs(serverPort) ? undefined : false;
}

const readings = 3;

/** In IPv4's table, and as an IPv4 address in IPv6's, which a program chooses by how it opens its socket. */
const tables = [
  { path: '/proc/net/tcp', address: '0100007F' },
  { path: '/proc/net/tcp6', address: '0000000000000000FFFF00000100007F' },
];

const established = '01';

/** Whoever is root reads the memory of this program anyway, and Windows forwards its browsers' connections to WSL as root. */
function isOwn([, , , state, , , , owner]: readonly string[]): boolean {
  // One that was closed already belongs to nobody, which the table writes like root.
  if (state !== established) return false;
  return Number(owner) === process.getuid?.() || Number(owner) === 0;
}

function findLine(clientPort: number, serverPort: number): readonly string[] | undefined {
  for (const { path, address } of tables) {
    const [from, to] = [clientPort, serverPort].map((port) => `${address}:${toHex(port)}`);
    const lines = readIfAny(path).split('\n');
    const found = lines
      .map((line) => line.trim().split(/\s+/))
      .find(([, local, remote]) => local === from && remote === to);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A sandbox may hide the table, or show an empty one, which tells nothing about anybody. */
function showsUs(serverPort: number): boolean {
  return tables.some(({ path, address }) =>
    readIfAny(path).includes(` ${address}:${toHex(serverPort)} 0000`),
  );
}

function toHex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}

function isInsideWindows(): boolean {
  return /microsoft/i.test(readIfAny('/proc/sys/kernel/osrelease'));
}

/** A computer without IPv6 has no such table. */
function readIfAny(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
