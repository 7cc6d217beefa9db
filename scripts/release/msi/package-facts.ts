import type { Identity } from '../../../src/release/identity.ts';

/** For the person who installs it, without an administrator, or for everybody on the computer. */
export type Scope = 'user' | 'machine';

/** What the tables of a package are made from. */
export interface PackageFacts {
  readonly scope: Scope;
  readonly identity: Identity;
  /** The program's own: `1.2.3-beta.1`. */
  readonly version: string;
  /** The three numbers of it that Windows Installer compares. */
  readonly productVersion: string;
  /** As the program's file says it. */
  readonly fileVersion: string;
  readonly executableBytes: number;
}

/** The key of the program in the tables, and its name in the cabinet. */
export const programFile = 'halo_mcp.exe';

/** The icon of the entry in Windows' list of apps. */
export const iconName = 'halo_mcp.ico';

/** The cabinet with the program, which lies in the package. */
export const cabinetName = 'program.cab';

/** Where the registry keeps what belongs to a person, or to the computer. */
export const registryRoots: Readonly<Record<Scope, number>> = { user: 1, machine: 2 };

/** What tells a package, a product or a part from others; for the same names always the same. */
export function makeGuid(...names: readonly string[]): string {
  return `{${Bun.randomUUIDv5(names.join(' '), namespace).toUpperCase()}}`;
}

/** Never changes: Windows Installer knows our older packages by what is made from it. */
const namespace = '4f1c2a52-7f0b-4f0e-9d0a-6b8f3f5b7c11';
