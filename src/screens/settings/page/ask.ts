import type { z } from 'zod';
import type { Problem, Routes } from '../routes.ts';
import { browser } from './browser.ts';
import { text } from './text.ts';

type InputOf<Name extends keyof Routes> = z.input<Routes[Name]['input']>;
export type OutputOf<Name extends keyof Routes> = Awaited<ReturnType<Routes[Name]['run']>>;
type StepOf<Name extends keyof Routes> = Parameters<Parameters<Routes[Name]['run']>[1]['onStep']>[0];

type Line<Name extends keyof Routes> =
  | { readonly step: StepOf<Name> }
  | { readonly value: OutputOf<Name> }
  | { readonly problem: Problem };

/** Something that the person can mend. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** The program behind the page has ended, or doesn't know this tab. */
export class GoneError extends Error {}

/** The person asked to stop. */
export class StoppedError extends Error {}

export interface AskOptions<Name extends keyof Routes> {
  readonly onStep?: (step: StepOf<Name>) => void;
  readonly signal?: AbortSignal;
}

/** Asks the program behind the page; steps come while it works. Throws one of the errors above. */
export function ask<Name extends keyof Routes>(
  name: Name,
  input: InputOf<Name>,
  { onStep, signal }: AskOptions<Name> = {},
): Promise<OutputOf<Name>> {
  return new Promise((resolve, reject) => {
    let read = 0;
    const request = send(`/${name}`, input, {
      onText: (all) => {
        const end = all.lastIndexOf('\n') + 1;
        const lines = all.slice(read, end).split('\n');
        read = Math.max(read, end);
        for (const line of lines) if (line !== '') accept(JSON.parse(line));
      },
      onEnd: (status) => {
        // Whatever came as a line before has settled it already.
        reject(
          status === 200 || status === 0 || status === 401 ? new GoneError() : new Error(String(status)),
        );
      },
    });
    signal?.addEventListener('abort', () => {
      reject(new StoppedError());
      request.abort();
    });

    function accept(line: Line<Name>): void {
      if ('step' in line) onStep?.(line.step);
      else if ('value' in line) resolve(line.value);
      else reject(new ProblemError(line.problem));
    }
  });
}

const proofKey = 'proof';

/** Shows the token of this page's address, once, and forgets it; true where this tab may ask. */
export async function enter(): Promise<boolean> {
  const token = browser.location.hash.slice(1);
  if (token === '') return browser.sessionStorage.getItem(proofKey) !== null;
  const { status, all } = await new Promise<{ readonly status: number; readonly all: string }>((resolve) => {
    let all = '';
    send(
      '/session',
      { token },
      {
        onText: (found) => {
          all = found;
        },
        onEnd: (status) => resolve({ status, all }),
      },
    );
  });
  // The token in the address is still good then, for when the page is loaded again.
  if (status === 429) throw new ProblemError({ message: text.tooManyTries, suspects: [] });
  browser.history.replaceState(null, '', browser.location.pathname);
  if (status !== 200) return false;
  const { proof }: { readonly proof: string } = JSON.parse(all);
  browser.sessionStorage.setItem(proofKey, proof);
  return true;
}

function send(
  path: string,
  body: unknown,
  on: { readonly onText: (all: string) => void; readonly onEnd: (status: number) => void },
): { readonly abort: () => void } {
  const request = browser.createRequest();
  request.open('POST', path);
  request.setRequestHeader('content-type', 'application/json');
  request.setRequestHeader('x-halo-mcp-proof', browser.sessionStorage.getItem(proofKey) ?? '');
  const end = () => on.onEnd(request.status);
  const readText = () => {
    if (request.status === 200) on.onText(request.responseText);
  };
  request.onprogress = readText;
  request.onload = () => {
    readText();
    end();
  };
  request.onerror = end;
  request.onabort = end;
  request.send(JSON.stringify(body));
  return request;
}
