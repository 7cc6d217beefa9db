import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../checks.ts';
import type { Artifact, Release } from './release.ts';

/** What is new, from the changelog; its own lines while the version has no heading there yet. */
export async function makeReleaseNotes(release: Release): Promise<Artifact> {
  const changelog = await readFile(join(root, '.github', 'CHANGELOG.md'), 'utf8');
  const news = readSection(changelog, release.version) ?? readSection(changelog, 'Unreleased');
  if (!news) throw new Error(`.github/CHANGELOG.md says nothing of ${release.version}`);
  const file = join(release.folder, `halo-mcp-${release.version}-release-notes.md`);
  await writeFile(file, `# Halo MCP ${release.version}\n\n${news}\n\n${describeChecking(release)}\n`);
  return { file };
}

/** The lines below the heading, up to the next one; undefined where there is no such heading or nothing below it. */
function readSection(changelog: string, title: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const found = sections.find((section) => section.split(/\s/, 1)[0] === title);
  return found?.slice(found.indexOf('\n')).trim() || undefined;
}

function describeChecking({ identity }: Release): string {
  const { minisignPublicKey: key } = identity;
  const signature = key === null ? '' : ` Who made them: \`minisign -V -m SHA256SUMS -P ${key}\`.`;
  return `Whether the files arrived whole: \`sha256sum --check --ignore-missing SHA256SUMS\`.${signature}`;
}
