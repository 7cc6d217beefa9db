import { join } from 'node:path';
import { root } from '../checks.ts';
import { extensionPackages, listProgramPackages, type ProgramPackage } from './program-packages.ts';

/** The server for Node, in one file, and what is in it. */
export interface ExtensionBundle {
  readonly text: string;
  /** Of the npm registry. */
  readonly packages: readonly ProgramPackage[];
}

const server = join(root, 'installers', 'mcpb', 'main.ts');

/** Makes one file of the server and all that it needs of others. Throws where something in it would need Bun. */
export async function bundleExtension(entry = server): Promise<ExtensionBundle> {
  const { outputs, metafile } = await Bun.build({
    entrypoints: [entry],
    target: 'node',
    format: 'esm',
    minify: { whitespace: true, syntax: true, identifiers: false },
    metafile: true,
    // undici notes it, and Bun would write the folder of this checkout there.
    define: { __filename: '"undici"' },
  });
  const text = (await outputs[0]?.text()) ?? '';
  // Node has neither; a module would fail as soon as it is loaded, a name when it is come to.
  const foreign = text.match(/["'`]bun:\w+["'`]|\bBun\.\w+|\bfrom ?["']bun["']/g) ?? [];
  if (foreign.length > 0)
    throw new Error(`The extension would run in Node, which has no ${[...new Set(foreign)].join(', ')}`);
  if (text.includes(root)) throw new Error('The extension names the folder it was made in');
  const names = new Set(Object.keys(metafile?.inputs ?? {}).flatMap(findPackageName));
  const packages = (await listProgramPackages(extensionPackages)).filter(({ name }) => names.delete(name));
  if (names.size > 0)
    throw new Error(`The extension holds ${[...names].join(', ')}, whose licence is not known`);
  return { text, packages };
}

function findPackageName(path: string): readonly string[] {
  const [, name] = /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
  return name === undefined ? [] : [name];
}
