/** What Windows shows and obeys of an executable, read by another program than the one that wrote it. */
export interface WindowsResources {
  /** Widths in pixels. */
  readonly icons: readonly number[];
  /** What the properties of the file show under "Details". */
  readonly readDetail: (name: string) => string | undefined;
  /** The version by which Windows Installer tells old from new. */
  readonly fileVersion: string;
  readonly manifest: string;
}

/** Reads them with icoutils; throws where there are none. */
export function readWindowsResources(file: string): WindowsResources {
  const icon = extract(file, '14');
  const version = extract(file, '16', '--raw');
  const text = version.toString('utf16le');
  const numbers = version.indexOf(Buffer.from([0xbd, 0x04, 0xef, 0xfe])); // what they begin with
  return {
    icons: Array.from({ length: icon.readUInt16LE(4) }, (_, index) => icon[6 + index * 16] || 256),
    readDetail: (name) => new RegExp(`\\u0001${name}\\0+([^\\0]+)\\0`).exec(text)?.[1],
    fileVersion: [10, 8, 14, 12].map((offset) => version.readUInt16LE(numbers + offset)).join('.'),
    manifest: extract(file, '24', '--raw').toString(),
  };
}

/** A resource by Windows' own number of its kind. */
function extract(file: string, kind: string, ...options: readonly string[]): Buffer {
  const { stdout } = Bun.spawnSync(['wrestool', '--extract', ...options, '--type', kind, file]);
  if (stdout.length === 0) throw new Error(`${file} has no resource of kind ${kind}`);
  return stdout;
}
