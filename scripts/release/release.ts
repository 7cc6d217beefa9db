import type { Target } from '../targets.ts';

/** Who publishes the program, and where; what is not known yet is left out. */
export interface Identity {
  readonly publisher?: string;
  readonly repository?: string;
  readonly releaseAddress?: string;
  readonly minisignPublicKey?: string;
}

/** What a maker of artifacts has to know. */
export interface Release {
  readonly version: string;
  /** Where artifacts go. */
  readonly folder: string;
  /** Deleted afterwards. */
  readonly workplace: string;
  /** Weaker compression. */
  readonly isFast: boolean;
  readonly builtAtSeconds: number;
  readonly identity: Identity;
  /** The executable of a target, built once. */
  readonly getExecutable: (target: Target) => Promise<string>;
}

/** A file to publish, by its absolute path. */
export interface Artifact {
  readonly file: string;
  readonly isSigned: boolean;
}
