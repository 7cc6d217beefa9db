import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExtensionField, extensionFields } from '../../src/cli/extension-fields.ts';
import { drawAppIcon } from '../../src/screens/icon/product-icon.ts';
import { toPixels } from '../../src/screens/icon/to-pixels.ts';
import { toPng } from '../../src/screens/icon/to-png.ts';
import { catalogue } from '../../src/tools/catalogue.ts';
import { root } from '../checks.ts';
import { bundleExtension } from './extension-bundle.ts';
import type { Artifact, Release } from './release.ts';
import { runCommand } from './run-command.ts';
import { joinLicences } from './third-party-licences.ts';
import { makeZip } from './zip.ts';

/** The extension for Claude Desktop: the server alone, for all systems, in the Node that Claude has. */
export async function makeMcpb(release: Release): Promise<Artifact> {
  const folder = join(release.workplace, 'mcpb');
  const { text, packages } = await bundleExtension();
  await mkdir(join(folder, 'server'), { recursive: true });
  await writeFile(join(folder, 'server', 'index.mjs'), text);
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(describe(release), null, 2)}\n`);
  await writeFile(join(folder, 'icon.png'), toPng(toPixels(drawAppIcon(), iconSize)));
  await writeFile(join(folder, 'LICENSE'), await readFile(join(root, 'LICENSE')));
  const words = 'The extension is made of these packages, besides what is our own.\n';
  await writeFile(join(folder, 'third-party-licences.txt'), joinLicences(words, packages));
  await runCommand(['chmod', '--recursive', 'u=rwX,go=rX', folder]); // whatever this person's umask is
  const file = join(release.folder, `halo-mcp-${release.version}.mcpb`);
  await makeZip(folder, file, release);
  // The format has no signature that Claude Desktop could read: what "mcpb sign" appends, it takes for a broken archive.
  return { file };
}

const iconSize = 512;
const entryPoint = 'server/index.mjs';

/** What Claude Desktop has to know before it starts the extension. */
function describe({ version, identity }: Release): Readonly<Record<string, unknown>> {
  const fields = Object.entries<ExtensionField>(extensionFields);
  return {
    manifest_version: '0.3',
    name: 'halo-mcp',
    display_name: 'Halo PSA',
    version,
    description: 'Ask Claude about tickets, clients, contracts, invoices and revenue in Halo PSA, read-only',
    long_description:
      'Lets Claude answer questions from your Halo PSA. It reads and changes nothing. The installer of halo-mcp does more: it keeps the login in the keychain of the computer, lets each person sign in to Halo, connects other assistants too, and shows whether all works.',
    author: {
      name: identity.publisher ?? identity.product,
      ...(identity.repository === null ? {} : { url: identity.repository }),
    },
    ...(identity.repository === null ? {} : { homepage: identity.repository }),
    license: 'MIT',
    icon: 'icon.png',
    keywords: ['halo', 'psa', 'msp', 'tickets', 'invoices', 'revenue'],
    server: {
      type: 'node',
      entry_point: entryPoint,
      mcp_config: {
        command: 'node',
        args: [`\${__dirname}/${entryPoint}`],
        env: Object.fromEntries(fields.map(([key, { variable }]) => [variable, `\${user_config.${key}}`])),
      },
    },
    tools: catalogue.map(({ name, description }) => ({ name, description })),
    user_config: Object.fromEntries(fields.map(([key, field]) => [key, describeField(field)])),
    compatibility: {
      claude_desktop: '>=0.10.0',
      platforms: ['darwin', 'win32', 'linux'],
      runtimes: { node: '>=20.18.1' },
    },
  };
}

function describeField({ title, description, isRequired, isSecret, isFile }: ExtensionField) {
  return {
    type: isFile ? 'file' : 'string',
    title,
    description,
    required: isRequired,
    ...(isSecret ? { sensitive: true } : {}),
    ...(isRequired ? {} : { default: '' }),
  };
}
