import type { DemoData } from './data/demo-data.ts';
import { spoilList, spoilRecord, spoilText } from './fault-answers.ts';
import type { Fault } from './faults.ts';
import { createListCache, type ListAnswer } from './listing.ts';
import { readQuery } from './query.ts';
import type { Route } from './route.ts';
import { actionRoutes } from './routes/actions.ts';
import { assetRoutes } from './routes/assets.ts';
import { billingRoutes } from './routes/billing.ts';
import { clientRoutes } from './routes/clients.ts';
import { reportRoutes } from './routes/reports.ts';
import { settingRoutes } from './routes/settings.ts';
import { ticketRoutes } from './routes/tickets.ts';
import { timesheetRoutes } from './routes/timesheets.ts';
import { type Row, toJson } from './serialise.ts';

/** Every path the demo answers; a new kind of record is a data file, a route, and its line here. */
const routes: ReadonlyMap<string, Route> = new Map(
  [
    ...ticketRoutes,
    ...actionRoutes,
    ...timesheetRoutes,
    ...clientRoutes,
    ...billingRoutes,
    ...assetRoutes,
    ...settingRoutes,
    ...reportRoutes,
  ].map((route) => [route.path.toLowerCase(), route]),
);

/** The route for a path below `/api`, and the id that follows it. */
export function findRoute(
  path: string,
): { readonly route: Route; readonly id: string | undefined } | undefined {
  const [, name = '', id, ...more] = path.replace(/\/$/, '').split('/');
  const route = routes.get(`/${name.toLowerCase()}`);
  return route === undefined || more.length > 0
    ? undefined
    : { route, id: id === undefined ? undefined : decodeURIComponent(id) };
}

/** Answers a permitted GET: a list, one record, or 404. */
export type AnswerRecord = (
  route: Route,
  id: string | undefined,
  parameters: URLSearchParams,
  agentId: number,
  fault: Fault | undefined,
) => Response;

export function createAnswerRecord(data: DemoData, url: string): AnswerRecord {
  const lists = createListCache();
  return (route, id, parameters, agentId, fault) => {
    bendPaging(parameters, fault);
    const query = readQuery(parameters);
    const request = { data, query, lists, url, agentId };
    const answer = id === undefined ? route.list?.(request) : route.one?.(request, id);
    if (answer === undefined) return new Response(null, { status: 404 });
    if (!isList(answer)) return spoilText(fault, toJson(spoilRecord(fault, answer)));
    return spoilText(fault, writeList(spoilList(fault, answer, query.int('page_no') ?? 1)));
  };
}

function isList(answer: ListAnswer | Row): answer is ListAnswer {
  return 'window' in answer && 'rows' in answer;
}

function writeList(list: ListAnswer): string {
  if (list.key === undefined) return toJson(list.rows);
  const { page, recordCount } = list.window;
  return toJson({
    ...(page === undefined ? {} : { page_no: page.number, page_size: page.size }),
    record_count: recordCount,
    [list.key]: list.rows,
    ...(page === undefined ? {} : { columns_id: 0, columns: [] }),
  });
}

/** Some faults change what is asked for rather than what is answered. */
function bendPaging(parameters: URLSearchParams, fault: Fault | undefined): void {
  if (fault?.kind === 'no-paging') {
    for (const name of ['page_no', 'page_size', 'count']) parameters.delete(name);
    parameters.set('pageinate', 'false');
  }
  if (fault?.kind === 'ignores') {
    for (const name of fault.argument?.split('+') ?? []) parameters.delete(name);
  }
  if (fault?.kind === 'repeating-page') {
    const from = Number(fault.argument ?? 2);
    if (Number(parameters.get('page_no')) >= from) parameters.set('page_no', String(from - 1));
  }
}
