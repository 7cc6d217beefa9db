/** One assistant, and whether it can start us. Plain data; null where there is nothing to say. */
export interface AssistantStatus {
  readonly id: string;
  readonly title: string;
  readonly installed: boolean;
  readonly running: boolean;
  /** True where our entry is in a file of its and right. */
  readonly connected: boolean;
  readonly files: readonly {
    readonly path: string;
    readonly exists: boolean;
    /** The entries of ours that are there; the note says what is wrong with one, or what is odd about it. */
    readonly entries: readonly { readonly name: string; readonly right: boolean; readonly note: string }[];
  }[];
  readonly problem: string | null;
}
