import type { Computer } from '../computer.ts';
import type { Policy } from '../policy.ts';
import type { ConfigFormat } from './config-file.ts';

/** What is typed for an assistant, as in `--assistants claude-desktop,cursor`. */
export type AssistantId =
  | 'claude-desktop'
  | 'claude-code'
  | 'cursor'
  | 'vs-code'
  | 'windsurf'
  | 'zed'
  | 'gemini-cli'
  | 'codex-cli'
  | 'lm-studio'
  | 'copilot-cli';

/** How an assistant starts us; what its entry holds. Never a secret. */
export interface ServerCommand {
  /** The entry's name: `halo`, or `halo-sandbox` for the profile `sandbox`. */
  readonly name: string;
  /** An absolute path. */
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** An app that can start MCP servers: where it writes them down, and how. */
export interface Assistant {
  readonly id: AssistantId;
  /** As people call it. */
  readonly title: string;
  readonly format: ConfigFormat;
  /** Every file that it may read, whether there is one or not, the most important first. Never empty. */
  readonly findFiles: (computer: Computer) => readonly [string, ...string[]];
  /** Judged by its folders and programs; nothing is started. */
  readonly isInstalled: (computer: Computer) => boolean;
  /**
   * What the path of the app's own executable looks like; see `RunningProgram`. Left out for what runs in a terminal, where it makes
   * no difference.
   */
  readonly programs?: Readonly<Partial<Record<NodeJS.Platform, RegExp>>>;
  /** The policy with which an organisation may forbid it to start servers like ours; left out where we know of none. */
  readonly policy?: Policy;
  /** Members that its entries have beside command, args and env. */
  readonly entryExtras: Readonly<Record<string, unknown>>;
  /** True for an app that writes its file anew from memory and drops what others changed meanwhile. */
  readonly rewritesItsFile: boolean;
  /** What the person does so that a new entry takes effect. */
  readonly nextStep: string;
}
