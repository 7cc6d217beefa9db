// What we use of resedit. Its own declarations bring those of browsers, which would then hold for all of our code.

interface ResourceEntry {
  readonly type: number | string;
  readonly id: number | string;
  readonly lang: number | string;
  bin: ArrayBuffer;
}

export interface Executable {
  generate(): ArrayBuffer;
}

export interface Resources {
  readonly entries: ResourceEntry[];
  outputResource(program: Executable): void;
}

interface Icon {
  readonly data: unknown;
}

interface Language {
  readonly lang: number;
  readonly codepage: number;
}

interface VersionInfo {
  getAllLanguagesForStringValues(): readonly Language[];
  removeAllStringValues(language: Language): void;
  setStringValues(language: Language, values: Readonly<Record<string, string>>): void;
  setFileVersion(version: string, lang: number): void;
  setProductVersion(version: string, lang: number): void;
  outputToResourceEntries(entries: ResourceEntry[]): void;
}

export const resedit: {
  readonly NtExecutable: {
    from(bytes: Uint8Array, options: { readonly ignoreCert: boolean }): Executable;
  };
  readonly NtExecutableResource: { from(program: Executable): Resources };
  readonly Data: {
    readonly IconFile: { from(bytes: Uint8Array): { readonly icons: readonly Icon[] } };
  };
  readonly Resource: {
    readonly VersionInfo: { fromEntries(entries: readonly ResourceEntry[]): readonly VersionInfo[] };
    readonly IconGroupEntry: {
      fromEntries(entries: readonly ResourceEntry[]): readonly Pick<ResourceEntry, 'id' | 'lang'>[];
      replaceIconsForResource(
        entries: ResourceEntry[],
        id: number | string,
        lang: number | string,
        icons: readonly unknown[],
      ): void;
    };
  };
};
