import manifest from '../../package.json' with { type: 'json' };

/** This program's version, `1.2.3`, from package.json. */
export const version: string = manifest.version;
