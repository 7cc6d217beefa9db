/** What the code below must know of the computer it runs on; handed over by `cli/`, so that another one can stand in for it. */
export interface Computer {
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
  /** As the program found it. Windows gives names in the case it likes; see `readVariable`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A variable of the environment without blanks around it; undefined where it is not set or blank. On Windows any case will do. */
export function readVariable({ platform, environment }: Computer, name: string): string | undefined {
  const found =
    platform === 'win32'
      ? Object.entries(environment).find(([key]) => key.toUpperCase() === name.toUpperCase())?.[1]
      : environment[name];
  return found?.trim() || undefined;
}
