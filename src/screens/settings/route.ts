import type { z } from 'zod';
import type { NetworkDraft } from '../../setup/network.ts';
import type { ProfileDraft } from '../../setup/profiles.ts';
import type { SettingsPlace } from './settings-place.ts';

/** What an action of the page is given beside its input. */
export interface RouteContext<Step> {
  readonly place: SettingsPlace;
  readonly drafts: Drafts;
  /** Left out where a tray keeps the page open. */
  readonly close?: (() => void) | undefined;
  /** Ends when the page goes or asks to stop. */
  readonly signal: AbortSignal;
  /** Tells the page how far it is. */
  readonly onStep: (step: Step) => void;
}

/** A login that was tried and not stored yet. It stays here: the page that typed a secret never gets one back. */
export interface TriedDraft {
  readonly profile: ProfileDraft;
  readonly network: NetworkDraft;
}

/** Remembers the last login that was tried. */
export interface Drafts {
  readonly keep: (draft: TriedDraft) => string;
  /** Undefined where another was tried since. */
  readonly find: (id: string) => TriedDraft | undefined;
  readonly forget: () => void;
}

/** One thing the page can ask for: what it reads, and what it does. */
interface RouteDefinition<Input extends z.ZodType, Output, Step> {
  readonly input: Input;
  readonly run: (input: z.output<Input>, context: RouteContext<Step>) => Promise<Output>;
}

/** One as the table holds it; by its types the page knows what to send and what comes back. */
export interface Route<Input extends z.ZodType, Output, Step> extends RouteDefinition<Input, Output, Step> {
  /** Reads what came, then runs. Throws a ZodError where that is not as it should be. */
  readonly answer: (body: unknown, context: RouteContext<unknown>) => Promise<Output>;
}

/** Makes a route ready for the table. */
export function defineRoute<Input extends z.ZodType, Output, Step = never>(
  definition: RouteDefinition<Input, Output, Step>,
): Route<Input, Output, Step> {
  const { input, run } = definition;
  return { ...definition, answer: (body, context) => run(input.parse(body ?? {}), context) };
}
