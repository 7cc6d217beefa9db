import type runtimes from './runtimes.json';

/** A system and processor that the program is built for. */
export interface Target {
  /** Ours, as in `dist/<name>/`. */
  readonly name: string;
  /** What `bun build --target` calls it. */
  readonly bunTarget: string;
  /** The package with the Bun that goes into the executable; `runtimes.json` pins it. */
  readonly runtime: keyof typeof runtimes.integrity;
  /** File name of the executable there. */
  readonly executable: string;
}

/** Every system the program is built for. */
export const targets: readonly Target[] = [
  { name: 'linux-x64', bunTarget: 'bun-linux-x64', runtime: '@oven/bun-linux-x64', executable: 'halo-mcp' },
  {
    name: 'linux-arm64',
    bunTarget: 'bun-linux-arm64',
    runtime: '@oven/bun-linux-aarch64',
    executable: 'halo-mcp',
  },
  {
    name: 'windows-x64',
    bunTarget: 'bun-windows-x64',
    runtime: '@oven/bun-windows-x64',
    executable: 'halo-mcp.exe',
  },
  {
    name: 'windows-arm64',
    bunTarget: 'bun-windows-arm64',
    runtime: '@oven/bun-windows-aarch64',
    executable: 'halo-mcp.exe',
  },
  {
    name: 'darwin-x64',
    bunTarget: 'bun-darwin-x64',
    runtime: '@oven/bun-darwin-x64',
    executable: 'halo-mcp',
  },
  {
    name: 'darwin-arm64',
    bunTarget: 'bun-darwin-arm64',
    runtime: '@oven/bun-darwin-aarch64',
    executable: 'halo-mcp',
  },
];

/** The target of that name; throws with the list of names when there is none. */
export function getTarget(name: string): Target {
  const target = targets.find((candidate) => candidate.name === name);
  if (target) return target;
  throw new Error(`There is no target "${name}": choose from ${targets.map(({ name }) => name).join(', ')}`);
}

/** The target that this machine runs. */
export function getOwnTarget(): Target {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return getTarget(`${system}-${process.arch}`);
}
