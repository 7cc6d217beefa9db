import type { ReleaseList } from './release-list.ts';

/** The kind of computer a file is for, in the words of Node. */
export interface Kind {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
}

/** The archive that holds the program for such a computer; undefined where the release has none. */
export function findArchive(list: ReleaseList, kind: Kind): string | undefined {
  const ending = kind.platform === 'win32' ? 'zip' : 'tar.gz';
  return find(list, `halo-mcp-${list.version}-${nameTarget(kind)}.${ending}`);
}

/** The installer for Windows that needs no administrator; undefined where the release has none. */
export function findInstaller(list: ReleaseList, kind: Kind): string | undefined {
  return find(list, `halo-mcp-${list.version}-${nameTarget(kind)}.exe`);
}

/** The first file of the release whose name is like that. */
export function findLike(list: ReleaseList, pattern: RegExp): string | undefined {
  return [...list.files.keys()].find((name) => pattern.test(name));
}

/** Ours, as in the names of files: `windows-x64`. */
export function nameTarget({ platform, arch }: Kind): string {
  return `${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

function find({ files }: ReleaseList, name: string): string | undefined {
  return files.has(name) ? name : undefined;
}
