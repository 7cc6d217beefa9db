import type { Fault } from './faults.ts';
import type { ListAnswer } from './listing.ts';
import { type Row, rest } from './serialise.ts';

/** An answer that replaces the right one; undefined where the fault leaves the answer to be made and bent. */
export function answerInstead(fault: Fault, path: string): Response | undefined {
  switch (fault.kind) {
    case 'rate-limit':
      return Response.json(
        { error: 'Rate Limit Reached - 300 Requests per rolling 5 minute window.' },
        { status: 429, headers: fault.argument === undefined ? {} : { 'retry-after': fault.argument } },
      );
    case 'server-error':
      return Response.json(serverError, { status: Number(fault.argument ?? 500) });
    case 'bad-gateway':
      return html(
        502,
        '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr></body></html>',
      );
    case 'maintenance':
      return html(
        503,
        '<!DOCTYPE html><html><body><h1>We will be right back</h1><p>This instance is being upgraded.</p></body></html>',
        fault.argument === undefined ? {} : { 'retry-after': fault.argument },
      );
    case 'login-page':
      return html(
        200,
        '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action="/login"><input name="user"></form></body></html>',
      );
    case 'missing':
      return answerMissing(fault.argument);
    case 'bad-request':
      return fault.argument === 'token'
        ? Response.json({ error: 'invalid_token' }, { status: 400 })
        : new Response('Invalid advanced search parameter.', { status: 400 });
    case 'redirect':
      return new Response(null, {
        status: 302,
        headers: {
          location: fault.argument ?? `https://sign-in.example/saml?return=${encodeURIComponent(path)}`,
        },
      });
    case 'dropped':
      return new Response(stream(undefined, 'drop'), { headers: jsonHeaders });
    default:
      return undefined;
  }
}

/** Spoils the text of an answer that was right. */
export function spoilText(fault: Fault | undefined, json: string): Response {
  switch (fault?.kind) {
    case 'cut-json':
      return new Response(json.slice(0, Math.ceil(json.length / 2)), { headers: jsonHeaders });
    case 'stalled':
      return new Response(stream(json.slice(0, Math.ceil(json.length / 2)), 'wait'), {
        headers: jsonHeaders,
      });
    default:
      return new Response(json, { headers: jsonHeaders });
  }
}

/** Spoils a list before it is written. `pageNo` is the page that was asked for. */
export function spoilList(fault: Fault | undefined, list: ListAnswer, pageNo: number): ListAnswer {
  switch (fault?.kind) {
    case 'wrong-key':
      return { ...list, key: fault.argument ?? 'data' };
    case 'bare-array':
      return { ...list, key: undefined };
    case 'odd-record':
      return {
        ...list,
        rows: list.rows.map((row, index) => (index === 0 ? makeOdd(row, fault.argument) : row)),
      };
    case 'count-changes': {
      const step = Number(fault.argument ?? 1);
      return {
        ...list,
        window: { ...list.window, recordCount: Math.max(0, list.window.recordCount + step * (pageNo - 1)) },
      };
    }
    case 'no-lines':
      return { ...list, rows: list.rows.map(withoutLines) };
    default:
      return list;
  }
}

/** Spoils a record read alone. */
export function spoilRecord(fault: Fault | undefined, row: Row): Row {
  switch (fault?.kind) {
    case 'odd-record':
      return makeOdd(row, fault.argument);
    case 'no-lines':
      return withoutLines(row);
    case 'report-failed':
      return 'report' in row
        ? { ...row, report: { loaded: false, load_error: "Invalid column name 'fxyz'.", rows: [] } }
        : row;
    default:
      return row;
  }
}

const jsonHeaders = { 'content-type': 'application/json; charset=utf-8' };

/** What ASP.NET says when a query in it fails; the stack trace must never reach a person. */
const serverError = {
  ClassName: 'System.Data.SqlClient.SqlException',
  Message:
    'Timeout expired. The timeout period elapsed prior to completion of the operation or the server is not responding.',
  Data: null,
  InnerException: null,
  HelpURL: null,
  StackTraceString:
    '   at System.Data.SqlClient.SqlConnection.OnError(SqlException exception, Boolean breakConnection)\r\n' +
    '   at NetHelpDesk.Data.Faults.GetList(FaultQuery query) in D:\\Build\\NetHelpDesk\\Data\\Faults.cs:line 1187\r\n' +
    '   at NetHelpDesk.API.Controllers.TicketsController.Get(FaultQuery query) in D:\\Build\\API\\TicketsController.cs:line 64',
  HResult: -2146232060,
  Source: '.Net SqlClient Data Provider',
};

function html(status: number, body: string, headers: Record<string, string> = {}): Response {
  return new Response(body, { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });
}

/** The ways in which Halo says that there is no such record. */
function answerMissing(how: string | undefined): Response {
  switch (how) {
    case '204':
      return new Response(null, { status: 204 });
    case 'null':
      return Response.json(null);
    case 'empty':
      return Response.json({});
    case 'zero':
      return Response.json({ id: 0 });
    default:
      return new Response(null, { status: 404 });
  }
}

/** A body that stops: the connection closes without its end, or stays open and silent. */
function stream(start: string | undefined, then: 'drop' | 'wait'): ReadableStream<Uint8Array> {
  return new ReadableStream({
    type: 'bytes',
    start: (controller) => {
      if (start !== undefined) controller.enqueue(new TextEncoder().encode(start));
    },
    // Rejecting with nothing is what makes Bun close the connection without printing an error.
    pull: () => (then === 'drop' ? Promise.reject() : new Promise(() => undefined)),
  });
}

function makeOdd(row: Row, field: string | undefined): Row {
  return field === undefined ? { ...row, id: 'abc' } : { ...row, [field]: { unexpected: true } };
}

function withoutLines(row: Row): Row {
  const properties = Object.entries(row).filter(([name]) => name !== 'lines');
  const constant = row[rest];
  return { ...Object.fromEntries(properties), ...(constant === undefined ? {} : { [rest]: constant }) };
}
