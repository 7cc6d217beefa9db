/**
 * The sockets where the session bus may be, best first; one that is not in the file system begins with a zero character.
 * Empty where the environment names none.
 */
export function listBusSockets(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const named = (environment['DBUS_SESSION_BUS_ADDRESS'] ?? '').split(';').flatMap(toSocket);
  const folder = environment['XDG_RUNTIME_DIR'];
  return named.length === 0 && folder ? [`${folder}/bus`] : named;
}

/** `unix:path=/run/user/1000/bus,guid=…`; other kinds of address are not for us. */
function toSocket(address: string): readonly string[] {
  const [transport, rest = ''] = splitOnce(address, ':');
  if (transport !== 'unix') return [];
  const values = new Map(rest.split(',').map((pair) => splitOnce(pair, '=')));
  const path = values.get('path');
  const abstract = values.get('abstract');
  if (path) return [decodeBytes(path)];
  return abstract ? [`\0${decodeBytes(abstract)}`] : [];
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decodeBytes(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
