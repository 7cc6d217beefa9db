/** What a system starts when the person signs in to the computer. */
export interface StartedProgram {
  readonly command: string;
  readonly args: readonly string[];
  /** Variables that it finds beside those of the session. Windows has no place for them. */
  readonly env: Readonly<Record<string, string>>;
}

/** `other` where our entry starts another program, such as a copy of ours that lay elsewhere, or can't be read. */
export type AutostartState = 'on' | 'off' | 'other';

/** Our one entry among what starts when this person signs in. */
export interface Autostart {
  /** Where it stands: a file, or a value of the registry. */
  readonly place: string;
  /** Whether anything stands there, be it switched off or for another program. */
  readonly isThere: () => boolean;
  /** Whether it starts for everybody on this computer, which a person can't change here. */
  readonly isForEverybody: () => boolean;
  /** Never throws. */
  readonly find: (program: StartedProgram) => AutostartState;
  /** Makes it start that program, whatever stood there. Throws a UserError. */
  readonly write: (program: StartedProgram, now: Date) => void;
  /** False where nothing stood there. Throws a UserError. */
  readonly remove: () => boolean;
}
