/** The options that shape the demo Halo, for every command that starts one. */
export const demoOptions = {
  date: { type: 'string' },
  seed: { type: 'string' },
  scale: { type: 'string' },
  latency: { type: 'string' },
  fault: { type: 'string' },
} as const;

/** Their values as they were typed. */
export interface DemoValues {
  readonly date?: string | undefined;
  readonly seed?: string | undefined;
  readonly scale?: string | undefined;
  readonly latency?: string | undefined;
  readonly fault?: string | undefined;
}
