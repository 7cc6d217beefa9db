import type { AssistantId } from '../desktop/assistants/assistant.ts';
import type { NetworkDraft } from './network.ts';

/** What is known of a set-up before anything is asked or done: what was given on the command line. Holds a secret. */
export interface SetupAnswers {
  /** A checked name; undefined where none was given. */
  readonly profile: string | undefined;
  /** As a person pasted it. */
  readonly address: string | undefined;
  readonly tenant: string | undefined;
  readonly authUrl: string | undefined;
  readonly scope: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  /** True for a person's own sign-in in the browser in place of the secret. */
  readonly signsIn: boolean;
  /** Fixes the port of the redirect address that is registered in Halo. */
  readonly redirectPort: number | undefined;
  readonly network: NetworkDraft;
  /** Undefined where none were named; an empty list connects none. */
  readonly assistants: readonly AssistantId[] | undefined;
}
