import { UserError } from '../base/errors.ts';

/** The program out of a release's archive, `NAME.tar.gz`. Throws a UserError where there is none in it. */
export async function unpackProgram(archive: Buffer, name: string, platform: NodeJS.Platform): Promise<File> {
  const path = `${name.replace(/\.tar\.gz$/, '')}/bin/halo-mcp${platform === 'win32' ? '.exe' : ''}`;
  const program = (await readFiles(archive, path))?.get(path);
  if (program !== undefined) return program;
  throw new UserError(
    `There is no program in ${name}. Nothing was changed here. Tell the makers of halo-mcp`,
  );
}

async function readFiles(archive: Buffer, path: string) {
  try {
    return await new Bun.Archive(archive).files(path);
  } catch {
    // It says no more than that it could not be read.
    return undefined;
  }
}
