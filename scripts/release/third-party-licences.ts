import runtimes from '../runtimes.json' with { type: 'json' };
import { listProgramPackages, type ProgramPackage, toTitle } from './program-packages.ts';

/** The licences of all that the executable is made of, which have to go where it goes. */
export async function writeThirdPartyLicences(): Promise<string> {
  return joinLicences(describeBun(), await listProgramPackages());
}

/** Some words about them, then each package with its licence. */
export function joinLicences(words: string, packages: readonly ProgramPackage[]): string {
  const licences = packages.map((found) => `${toTitle(found)}\n\n${found.licenseText}`);
  return [words, ...licences].join(`\n${'-'.repeat(80)}\n\n`);
}

/** Its own list of what is in it is too long, and too often renewed, to be told again. */
function describeBun(): string {
  return `halo-mcp is made of the packages below, and of Bun ${runtimes.version}.

Bun is under the MIT licence. Among what it brings is JavaScriptCore, under the LGPL 2: whoever wants to put another one in its
place finds how, and the licences of everything else in Bun, at

https://github.com/oven-sh/bun/blob/bun-v${runtimes.version}/LICENSE.md

and halo-mcp is then built anew with that Bun.
`;
}
