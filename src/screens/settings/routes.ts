import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { UserError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import { findSuspects, type Suspect } from '../../setup/suspects.ts';
import { readActivity } from './actions/activity.ts';
import {
  checkEntry,
  closeAssistant,
  connectAssistant,
  disconnectAssistant,
  listAssistants,
  listToClose,
} from './actions/assistants.ts';
import { close } from './actions/close.ts';
import { applySetup, findHalo, hintLogin, signIn, testLogin } from './actions/connect-halo.ts';
import { look, openLog, readStatus, setStartAtLogin } from './actions/look.ts';
import { changeNetwork } from './actions/network.ts';
import { removeEverything, removeProfile, testConnection } from './actions/remove.ts';
import { listTools, tryTool } from './actions/try-tool.ts';
import type { Drafts, TriedDraft } from './route.ts';
import type { Answer } from './server.ts';
import type { SettingsPlace } from './settings-place.ts';

/** Everything the page can ask for, by its name. */
const routes = {
  look,
  'read-status': readStatus,
  'read-activity': readActivity,
  'find-halo': findHalo,
  'hint-login': hintLogin,
  'test-login': testLogin,
  'sign-in': signIn,
  'apply-setup': applySetup,
  'list-assistants': listAssistants,
  'list-to-close': listToClose,
  'close-assistant': closeAssistant,
  'connect-assistant': connectAssistant,
  'disconnect-assistant': disconnectAssistant,
  'check-entry': checkEntry,
  'test-connection': testConnection,
  'remove-profile': removeProfile,
  'remove-everything': removeEverything,
  'list-tools': listTools,
  'try-tool': tryTool,
  'change-network': changeNetwork,
  'set-start-at-login': setStartAtLogin,
  'open-log': openLog,
  close,
} as const;

/** The types of all routes, for the page. */
export type Routes = typeof routes;

/** What went wrong, for the person: what happened and what to do. */
export interface Problem {
  readonly message: string;
  /** What may be corrected, the likeliest first. */
  readonly suspects: readonly Suspect[];
}

/**
 * Makes the answers of the page. Each is lines of JSON: `{"step":…}` while it goes on, and at the end `{"value":…}` or
 * `{"problem":…}`. One answer that comes bit by bit needs no memory here and ends with the connection, which a page that asks again
 * and again for the progress of a job would not. `close` is left out where a tray keeps the page open.
 */
export function createAnswer(place: SettingsPlace, close?: () => void): Answer {
  const drafts = createDrafts();
  const known = new Map<string, Pick<Routes[keyof Routes], 'answer'>>(Object.entries(routes));
  return (action, body, signal) => {
    const route = known.get(action);
    if (route === undefined) return undefined;
    const gone = new AbortController();
    const context = { place, drafts, close, signal: AbortSignal.any([signal, gone.signal]) };
    const finish = async (write: (line: unknown) => void) => {
      try {
        write({ value: await route.answer(body, { ...context, onStep: (step) => write({ step }) }) });
      } catch (error) {
        if (!context.signal.aborted) write({ problem: toProblem(error, action, place.workplace.log) });
      }
    };
    return new ReadableStream({
      start: (controller) => {
        const write = (line: unknown) => {
          if (!gone.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
        };
        finish(write).finally(() => {
          if (!gone.signal.aborted) controller.close();
        });
      },
      cancel: () => gone.abort(),
    });
  };
}

const encoder = new TextEncoder();

function toProblem(error: unknown, action: string, log: Log): Problem {
  if (error instanceof UserError) return { message: error.message, suspects: findSuspects(error) };
  if (error instanceof z.ZodError) {
    return {
      message: `This can not be used: ${describeIssue(error)}. Correct it, or reload the page`,
      suspects: [],
    };
  }
  const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.error('fault in the settings page', { action, fault });
  return {
    message: 'halo-mcp ran into a fault of its own. Try again; if it stays, send the log to support',
    suspects: [],
  };
}

/** Where it is and what is wrong, never what was sent. */
function describeIssue({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? 'it is not as expected' : `${issue.path.join('.')} ${issue.message}`;
}

function createDrafts(): Drafts {
  let last: { readonly id: string; readonly draft: TriedDraft } | undefined;
  return {
    keep: (draft) => {
      last = { id: randomUUID(), draft };
      return last.id;
    },
    find: (id) => (last?.id === id ? last.draft : undefined),
    forget: () => {
      last = undefined;
    },
  };
}
