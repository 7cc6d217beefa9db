import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { hashFile } from './checksums.ts';
import type { Artifact, Release } from './release.ts';

/**
 * The formula by which Homebrew installs the archives for macOS; undefined while nobody has decided where releases lie, and where
 * a release lacks one of the archives. A formula and no cask: what it fetches carries no mark of a browser's, so macOS starts it
 * without a Developer ID. Not for Linux, where Homebrew may edit executables, and an edited one of ours turns into plain Bun.
 */
export async function makeHomebrewFormula(
  release: Release,
  artifacts: readonly Artifact[],
): Promise<Artifact | undefined> {
  const { releaseAddress, repository } = release.identity;
  if (releaseAddress === null) return undefined;
  const describeArchive = async (processor: string) => {
    const name = `halo-mcp-${release.version}-darwin-${processor}.tar.gz`;
    const archive = artifacts.find(({ file }) => basename(file) === name);
    if (archive === undefined) return undefined;
    const address = `${releaseAddress.replace(/\/$/, '')}/${name}`;
    return `url ${quote(address)}\n    sha256 ${quote(await hashFile(archive.file))}`;
  };
  const [arm64, x64] = [await describeArchive('arm64'), await describeArchive('x64')];
  if (arm64 === undefined || x64 === undefined) return undefined;
  const formula = `class HaloMcp < Formula
  desc "Lets an assistant such as Claude answer questions from Halo PSA, read-only"
  homepage ${quote(repository ?? releaseAddress)}
  version ${quote(release.version)}
  license "MIT"

  on_arm do
    ${arm64}
  end
  on_intel do
    ${x64}
  end

  depends_on macos: :ventura

  def install
    bin.install "bin/halo-mcp"
    man1.install "share/man/man1/halo-mcp.1.gz"
    doc.install Dir["share/doc/halo-mcp/*"]
  end

  def caveats
    <<~TEXT
      Run "halo-mcp settings" to connect your Halo and your assistants.
      Before you remove it, run "halo-mcp uninstall" to take that back.
    TEXT
  end

  test do
    assert_match "halo-mcp #{version}: ", shell_output("#{bin}/halo-mcp --help")
  end
end
`;
  const file = join(release.folder, 'halo-mcp.rb');
  await mkdir(release.folder, { recursive: true });
  await writeFile(file, formula);
  return { file };
}

/** As Ruby reads it, so that nothing of it is computed. */
function quote(text: string): string {
  return `"${text.replace(/[\\"#]/g, '\\$&')}"`;
}
