/** A program that runs on this computer for the person who started us. */
export interface RunningProgram {
  readonly pid: number;
  /** The number of the process that started it. */
  readonly parent: number;
  /** Its executable, absolute; for an app that another copy of Electron runs, the app itself. */
  readonly path: string;
}
