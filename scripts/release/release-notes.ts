import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../checks.ts';
import type { Artifact, Release } from './release.ts';

/** Which file is for whom, and what is new, from the changelog; its own lines while the version has no heading there yet. */
export async function makeReleaseNotes(release: Release): Promise<Artifact> {
  const changelog = await readFile(join(root, '.github', 'CHANGELOG.md'), 'utf8');
  const news = readSection(changelog, release.version) ?? readSection(changelog, 'Unreleased');
  if (!news) throw new Error(`.github/CHANGELOG.md says nothing of ${release.version}`);
  const file = join(release.folder, `halo-mcp-${release.version}-release-notes.md`);
  await writeFile(
    file,
    [
      `# Halo MCP ${release.version}`,
      describeFiles(release.version),
      `## What is new\n\n${news}`,
      `## Checking a download\n\n${describeChecking(release)}\n`,
    ].join('\n\n'),
  );
  return { file };
}

/** The lines below the heading, up to the next one; undefined where there is no such heading or nothing below it. */
function readSection(changelog: string, title: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const found = sections.find((section) => section.split(/\s/, 1)[0] === title);
  return found?.slice(found.indexOf('\n')).trim() || undefined;
}

/** Whoever presses a download button lands on this text, above a list of twenty files. */
function describeFiles(version: string): string {
  const name = `halo-mcp-${version}`;
  return `## Which file

| your computer | file | then |
|---|---|---|
| Windows | \`${name}-windows-x64.exe\` | open it |
| Mac | \`install.sh\`, \`SHA256SUMS\`, and \`${name}-darwin-arm64.tar.gz\` (Apple's processor, M1 or later) or \`${name}-darwin-x64.tar.gz\` (Intel's) | in a terminal: \`sh ~/Downloads/install.sh --from ~/Downloads\`, then \`~/.local/bin/halo-mcp settings\` |
| Debian, Ubuntu | \`halo-mcp_${version}_amd64.deb\`, on ARM \`halo-mcp_${version}_arm64.deb\` | \`sudo apt install ./FILE\` |
| Fedora, Red Hat, SUSE | \`${name}-1.x86_64.rpm\`, on ARM \`${name}-1.aarch64.rpm\` | \`sudo dnf install ./FILE\`, on SUSE with \`zypper\` |
| other Linux | \`install.sh\`, \`SHA256SUMS\`, and \`${name}-linux-x64.tar.gz\`, on ARM \`${name}-linux-arm64.tar.gz\` | \`sh install.sh --from . --menu\` |

\`${name}.mcpb\` is for Claude Desktop where nothing may be installed. Everything else is for IT departments, and for those who check a release.`;
}

function describeChecking({ identity }: Release): string {
  const { minisignPublicKey: key } = identity;
  const signature = key === null ? '' : ` Who made them: \`minisign -V -m SHA256SUMS -P ${key}\`.`;
  return `Whether the files arrived whole: \`sha256sum --check --ignore-missing SHA256SUMS\`.${signature}`;
}
