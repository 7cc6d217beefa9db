import type { Identity } from '../../src/release/identity.ts';
import type { Target } from '../targets.ts';

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
  /** Takes down what whoever publishes it has to know. */
  readonly warn: (words: string) => void;
  /** The executable of a target, built once. */
  readonly getExecutable: (target: Target) => Promise<string>;
}

/** A file to publish, by its absolute path. */
export interface Artifact {
  readonly file: string;
  /** Left out where files of its kind carry no signature of their own; `SHA256SUMS` answers for those. */
  readonly isSigned?: boolean;
}
