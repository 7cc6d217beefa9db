import type { Target } from '../targets.ts';
import { makeDeb } from './deb.ts';
import { makeDockerfile } from './dockerfile.ts';
import { makeInstallScript } from './install-script.ts';
import { makeMacApp } from './mac-app.ts';
import { makeMacPkg } from './mac-pkg.ts';
import { makeMcpb } from './mcpb.ts';
import { makeMachineMsi, makeUserMsi } from './msi.ts';
import { makeNsis } from './nsis.ts';
import type { Artifact, Release } from './release.ts';
import { makeReleaseNotes } from './release-notes.ts';
import { makeRpm } from './rpm.ts';
import { makeSbom } from './sbom.ts';
import { makeTarball } from './tarball.ts';
import { makeWindowsZip } from './windows-zip.ts';

/** Makes one file of a release; no file where nothing can be made, which it then has said. */
export type Make = () => Promise<Artifact | undefined>;

interface Packing {
  readonly pack: (release: Release, target: Target) => Promise<Artifact | undefined>;
  readonly targets: readonly string[];
}

/** What takes longest comes first. */
const packings: readonly Packing[] = [
  { pack: makeNsis, targets: ['windows-x64'] },
  { pack: makeUserMsi, targets: ['windows-x64'] },
  { pack: makeMachineMsi, targets: ['windows-x64'] },
  { pack: makeDeb, targets: ['linux-x64', 'linux-arm64'] },
  { pack: makeRpm, targets: ['linux-x64', 'linux-arm64'] },
  { pack: makeMacApp, targets: ['darwin-x64', 'darwin-arm64'] },
  { pack: makeMacPkg, targets: ['darwin-x64', 'darwin-arm64'] },
  { pack: makeWindowsZip, targets: ['windows-x64', 'windows-arm64'] },
  { pack: makeTarball, targets: ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'] },
];

/** All that a release for these targets is made of. */
export function listArtifacts(release: Release, targets: readonly Target[]): readonly Make[] {
  const packed = packings.flatMap(({ pack, targets: fitting }) =>
    targets.filter(({ name }) => fitting.includes(name)).map((target) => () => pack(release, target)),
  );
  const common = [makeMcpb, makeInstallScript, makeDockerfile, makeSbom, makeReleaseNotes];
  return [...packed, ...common.map((make) => () => make(release))];
}
