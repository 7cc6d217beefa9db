import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linuxSources } from './installed-files.ts';
import type { Release } from './release.ts';

/** What dpkg and rpm run around an installation; each tells its cases apart by the first argument of both. */
export interface LinuxScripts {
  readonly beforeInstall: string;
  readonly afterInstall: string;
  readonly beforeRemoval: string;
  readonly afterRemoval: string;
}

/** The scripts with the release's version in them. */
export async function readLinuxScripts(release: Release): Promise<LinuxScripts> {
  const read = async (name: string) =>
    (await readFile(join(linuxSources, name), 'utf8')).replaceAll('@VERSION@', release.version);
  return {
    beforeInstall: await read('before-install.sh'),
    afterInstall: await read('after-install.sh'),
    beforeRemoval: await read('before-removal.sh'),
    afterRemoval: await read('after-removal.sh'),
  };
}

/** For dpkg and rpm a hyphen begins the packager's own number, and a tilde sorts before the end: `1.2.0~beta.1` is older than `1.2.0`. */
export function toPackageVersion(version: string): string {
  return version.replaceAll('-', '~');
}

/** What the packages say of themselves, line by line. */
export const summary = 'Lets Claude answer questions from your Halo PSA, read-only';

export const description: readonly string[] = [
  'One program that lets staff of a managed-service provider ask Claude about',
  'their Halo PSA: tickets, clients, contracts, invoices and what of the revenue',
  'is recurring. It runs on this computer, talks to your Halo alone and only',
  'reads. Each person sets it up for themselves: "halo-mcp settings" opens a page',
  'in the browser that leads through it, "halo-mcp setup" asks in a terminal.',
];
