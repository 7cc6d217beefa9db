import { UserError } from '../base/errors.ts';

/** What can be made to go wrong; `README.md` in this folder says what each does. */
export const faultKinds = [
  'latency',
  'rate-limit',
  'server-error',
  'bad-gateway',
  'maintenance',
  'login-page',
  'cut-json',
  'dropped',
  'stalled',
  'silent',
  'no-scopes',
  'few-scopes',
  'revoked',
  'forbidden',
  'missing',
  'bad-request',
  'redirect',
  'short-token',
  'short-sign-in',
  'signed-out',
  'count-changes',
  'repeating-page',
  'no-paging',
  'ignores',
  'wrong-key',
  'bare-array',
  'odd-record',
  'no-lines',
  'report-failed',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** One thing that goes wrong, and where and how often. */
export interface Fault {
  readonly kind: FaultKind;
  readonly argument?: string;
  /** Only requests to this path, or below it: `/Invoice` is `/Invoice` and `/Invoice/5`, never `/InvoicePayment`. */
  readonly path?: string;
  /** How many matching requests go well first. */
  readonly after?: number;
  /** How many matching requests go wrong; without it all do. */
  readonly times?: number;
}

/**
 * Reads `kind[:argument][@/path][,afterN][,xN]`, such as `rate-limit:7@/Invoice,x2`; spaces do as well as commas.
 * Throws a UserError that lists what there is.
 */
export function parseFault(text: string): Fault {
  const [head = '', ...options] = text.trim().split(/[\s,]+/);
  const at = head.indexOf('@/');
  const what = at === -1 ? head : head.slice(0, at);
  const path = at === -1 ? undefined : head.slice(at + 1);
  const colon = what.indexOf(':');
  const name = colon === -1 ? what : what.slice(0, colon);
  const argument = colon === -1 ? undefined : what.slice(colon + 1);
  const kind = faultKinds.find((each) => each === name.toLowerCase());
  if (kind === undefined) {
    throw new UserError(`There is no fault "${name}". Use one of: ${faultKinds.join(', ')}`);
  }
  if (kind === 'forbidden' && (argument === undefined || argument === '')) {
    throw new UserError('The fault "forbidden" needs to know what for, such as forbidden:invoices');
  }
  if (kind === 'few-scopes' && (argument === undefined || argument === '')) {
    throw new UserError(
      'The fault "few-scopes" needs the permissions that are ticked, such as few-scopes:read:tickets+read:assets',
    );
  }
  if (kind === 'ignores' && (argument === undefined || argument === '')) {
    throw new UserError('The fault "ignores" needs the names of filters, such as ignores:client_id+team');
  }
  return {
    kind,
    ...(argument === undefined || argument === '' ? {} : { argument }),
    ...(path === undefined ? {} : { path }),
    ...readOptions(options, text),
  };
}

function readOptions(options: readonly string[], text: string): { after?: number; times?: number } {
  const read: { after?: number; times?: number } = {};
  for (const option of options) {
    const match = /^(x|after)(\d{1,6})$/i.exec(option);
    if (match === null) {
      throw new UserError(
        `"${option}" in the fault "${text}" is not understood. Write x2 for "twice", after3 for "from the fourth on", such as cut-json@/Invoice,after3,x2`,
      );
    }
    if (match[1]?.toLowerCase() === 'x') read.times = Number(match[2]);
    else read.after = Number(match[2]);
  }
  return read;
}

/** True where the fault is about this path; `path` is below `/api`, or whole for `/auth/token`. */
export function isAbout(fault: Fault, path: string): boolean {
  if (fault.path === undefined)
    return !outsideUnlessNamed.has(path.toLowerCase()) || aboutTokens.has(fault.kind);
  const wanted = fault.path
    .toLowerCase()
    .replace(/^\/api(?=\/)/, '')
    .replace(/\/$/, '');
  const given = path.toLowerCase();
  return given === wanted || given.startsWith(`${wanted}/`);
}

/** Faults are about records, unless they name one of these. */
const outsideUnlessNamed: ReadonlySet<string> = new Set(['/authinfo', '/auth/token']);
/** Faults that show in how a token is issued. */
const aboutTokens: ReadonlySet<FaultKind> = new Set([
  'no-scopes',
  'few-scopes',
  'short-token',
  'short-sign-in',
  'signed-out',
]);

/** Counts matching requests, so that a fault can begin late and stop after some. */
export interface FaultCounter {
  readonly fault: Fault | undefined;
  /** The fault, where this request is one that goes wrong. */
  readonly take: (path: string) => Fault | undefined;
}

export function countFault(fault: Fault | undefined): FaultCounter {
  let seen = 0;
  return {
    fault,
    take: (path) => {
      if (fault === undefined || !isAbout(fault, path)) return undefined;
      seen++;
      const place = seen - (fault.after ?? 0);
      return place >= 1 && place <= (fault.times ?? Number.POSITIVE_INFINITY) ? fault : undefined;
    },
  };
}
