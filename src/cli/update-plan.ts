import { UserError } from '../base/errors.ts';
import type { ProgramOwner } from '../desktop/program-owner.ts';
import { findArchive, findInstaller, findLike, type Kind, nameTarget } from '../release/file-names.ts';
import type { ReleaseList } from '../release/release-list.ts';
import { locate } from '../release/release-place.ts';

/** How this program gets a newer one: by a file of the release, or by whatever put it there, as the words say. */
export type UpdatePlan =
  | { readonly name: string; readonly isInstaller: boolean; readonly advice?: undefined }
  | { readonly advice: string };

/** A newer release, and the computer that it is wanted for. */
export interface PlanOptions {
  readonly list: ReleaseList;
  readonly address: string;
  readonly kind: Kind;
}

/** Plans how to update a program of that owner. Throws a UserError where the release has nothing for this computer. */
export function planUpdate(owner: ProgramOwner, options: PlanOptions): UpdatePlan {
  switch (owner) {
    case 'nobody':
      return planArchive(options);
    case 'windows installer':
      return planInstaller(options);
    case 'deb':
      return { advice: advisePackage(options, debPattern(options.kind), 'apt install') };
    case 'rpm':
      return { advice: advisePackage(options, rpmPattern(options.kind), 'dnf install') };
    case 'system':
      return {
        advice:
          'It belongs to this system, so update it with the package manager, or the image, that it came with',
      };
    case 'homebrew':
      return { advice: 'Homebrew installed it, and updates it too:\n\n  brew upgrade halo-mcp' };
    case 'mac app':
      return {
        advice: adviseFile(
          options,
          'zip',
          'It is a part of an app, so quit the app and replace it by the new one',
        ),
      };
    case 'windows package':
      return {
        advice: adviseFile(
          options,
          'user.msi',
          'It is installed as a package, so install the new package over it',
        ),
      };
    case 'windows administrator':
      return {
        advice: adviseFile(
          options,
          'machine.msi',
          'It is installed for everybody on this computer, so an administrator updates it',
        ),
      };
  }
}

function planArchive(options: PlanOptions): UpdatePlan {
  const { list, kind } = options;
  const archive = findArchive(list, kind);
  if (archive !== undefined) return { name: archive, isInstaller: false };
  const installer = findInstaller(list, kind);
  if (installer === undefined) throw explainNothing(options);
  return { advice: `Install it with ${locate(installer, options).href}` };
}

function planInstaller(options: PlanOptions): UpdatePlan {
  const installer = findInstaller(options.list, options.kind);
  if (installer === undefined) throw explainNothing(options);
  return { name: installer, isInstaller: true };
}

function advisePackage({ list, address }: PlanOptions, pattern: RegExp, install: string): string {
  const name = findLike(list, pattern);
  const first = 'It is installed as a package, so update the package';
  if (name === undefined) return `${first}, from where it came`;
  return [
    `${first}. If it came from a repository, do that there; if it was a file:`,
    '',
    `  curl -fLO ${locate(name, { address }).href}`,
    `  echo "${list.files.get(name)}  ${name}" | sha256sum --check && sudo ${install} ./${name}`,
  ].join('\n');
}

function adviseFile({ list, address, kind }: PlanOptions, ending: string, sentence: string): string {
  const name = findLike(list, new RegExp(`-${nameTarget(kind)}[-.]${ending}$`));
  return name === undefined ? sentence : `${sentence}:\n\n  ${locate(name, { address }).href}`;
}

function explainNothing({ list, kind }: PlanOptions): UserError {
  return new UserError(
    `halo-mcp ${list.version} is there, but has no file for this kind of computer (${nameTarget(kind)})`,
  );
}

function debPattern({ arch }: Kind): RegExp {
  return arch === 'arm64' ? /_arm64\.deb$/ : /_amd64\.deb$/;
}

function rpmPattern({ arch }: Kind): RegExp {
  return arch === 'arm64' ? /\.aarch64\.rpm$/ : /\.x86_64\.rpm$/;
}
