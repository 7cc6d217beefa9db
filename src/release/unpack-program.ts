import { unzipSync } from 'fflate';
import { UserError } from '../base/errors.ts';

/** The program out of a release's archive: `NAME.tar.gz`, or `NAME.zip` for Windows. Throws a UserError where there is none in it. */
export async function unpackProgram(archive: Buffer, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const folder = name.replace(/\.(?:tar\.gz|zip)$/, '');
  const program = name.endsWith('.zip')
    ? findInZip(archive, `${folder}/halo-mcp.exe`)
    : await findInTar(archive, `${folder}/bin/halo-mcp`);
  if (program !== undefined) return program;
  throw new UserError(
    `There is no program in ${name}. Nothing was changed here. Tell the makers of halo-mcp`,
  );
}

function findInZip(archive: Buffer, path: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return unzipSync(archive, { filter: ({ name }) => name === path })[path];
  } catch {
    return undefined;
  }
}

/** Neither says more than that an archive could not be read. */
async function findInTar(archive: Buffer, path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await (await new Bun.Archive(archive).files(path)).get(path)?.bytes();
  } catch {
    return undefined;
  }
}
