import type { Halo } from '../halo/client.ts';
import { HaloError, type HaloErrorKind, permissionsPlace } from '../halo/errors.ts';
import { unassignedAgentId } from '../halo/resources/agents.ts';

/** A part of Halo that a login may or may not read. */
export type Area = (typeof areas)[number]['area'];

/** What a login may see of one area. */
export type AreaReport = {
  readonly area: Area /** For people: "Recurring invoices". */;
  readonly title: string;
} & (
  | {
      readonly access: 'readable';
      /** How many rows this login sees; 0 also where its agent may see none of them; null where Halo does not count. */
      readonly count: number | null;
    }
  | {
      readonly access: 'forbidden';
      /** The box to tick, as Halo names it; null where the agent's own rights decide. */
      readonly permission: string | null;
      /** Where to tick it, or what to look at. */
      readonly where: string;
    }
  | { readonly access: 'failed'; readonly reason: string }
);

interface AreaDefinition {
  readonly title: string;
  /** As Halo names it; null where none exists. */
  readonly permission: string | null;
  /** Asks for as little as tells how many there are. */
  readonly count: (halo: Halo) => Promise<number | null>;
}

/** Every area, in the order in which people are shown them. */
export const areas = [
  {
    area: 'tickets',
    // Without the wish for open ones Halo counts those that were closed lately too.
    title: 'Open tickets',
    permission: 'read:tickets',
    count: async (halo: Halo) => countPage(await halo.tickets.page({ open_only: true }, 1, 1)),
  },
  {
    area: 'clients',
    title: 'Clients',
    permission: 'read:customers',
    count: async (halo: Halo) => countPage(await halo.clients.page({}, 1, 1)),
  },
  {
    area: 'contracts',
    title: 'Contracts',
    permission: 'read:contracts',
    count: async (halo: Halo) => countPage(await halo.contracts.page({}, 1, 1)),
  },
  {
    area: 'invoices',
    title: 'Invoices',
    permission: 'read:invoices',
    count: async (halo: Halo) => countPage(await halo.invoices.page({}, 1, 1)),
  },
  {
    area: 'recurring invoices',
    title: 'Recurring invoices',
    permission: 'read:invoices',
    count: async (halo: Halo) => countPage(await halo.recurringInvoices.page({}, 1, 1)),
  },
  {
    area: 'projects',
    // Halo counts both in one list.
    title: 'Open projects and tasks',
    permission: 'read:projects',
    count: async (halo: Halo) => countPage(await halo.projects.page({ open_only: true }, 1, 1)),
  },
  {
    area: 'assets',
    title: 'Assets',
    permission: 'read:assets',
    count: async (halo: Halo) => countPage(await halo.assets.page({}, 1, 1)),
  },
  {
    area: 'agents',
    title: 'Agents',
    permission: null,
    // Those that work here, as list_agents shows them.
    count: async (halo: Halo) =>
      (await halo.agents()).rows.filter(
        ({ id, isdisabled, isapiagent }) =>
          id !== unassignedAgentId && isdisabled !== true && isapiagent !== true,
      ).length,
  },
  {
    area: 'reports',
    title: 'Reports',
    permission: 'read:reporting',
    count: async (halo: Halo) => countPage(await halo.reports.page({}, 1, 1)),
  },
] as const satisfies readonly (AreaDefinition & { readonly area: string })[];

/** These are about the login as a whole, not about one area. */
const aboutLogin: ReadonlySet<HaloErrorKind> = new Set([
  'wrong_login',
  'login_failed',
  'grant_not_enabled',
  'scope_refused',
  'no_scopes',
  'sign_in_again',
  'sign_in_failed',
]);

/** Asks one area for one row. What Halo says against it is the report; what it says against the login is thrown. */
export async function readArea(one: (typeof areas)[number], halo: Halo): Promise<AreaReport> {
  const { area, title, permission } = one;
  try {
    return { area, title, access: 'readable', count: await one.count(halo) };
  } catch (error) {
    if (!(error instanceof HaloError) || aboutLogin.has(error.kind)) throw error;
    // A fresh token that works elsewhere and is refused here lacks the permission too.
    const isForbidden = error.kind === 'forbidden' || error.kind === 'session_refused';
    if (!isForbidden) return { area, title, access: 'failed', reason: explain(error, title) };
    const where =
      permission === null ? 'The rights in Halo of the agent that this login works as' : permissionsPlace;
    return { area, title, access: 'forbidden', permission, where };
  }
}

/** Halo's errors advise whoever asked an assistant; here nobody chose what to ask for. */
function explain(error: HaloError, title: string): string {
  switch (error.kind) {
    case 'deadline':
    case 'timeout':
      return 'Halo did not answer in time. Try again';
    case 'server_error':
      return `Halo ran into an error of its own. Open ${title.toLowerCase()} in Halo with the same agent to see whether they show there`;
    case 'refused_request':
      return 'Halo did not accept the question. Its version may be too old for it';
    default:
      return error.message;
  }
}

function countPage(page: {
  readonly rows: readonly unknown[];
  readonly unreadable: readonly unknown[];
  readonly total: number | undefined;
}): number | null {
  return page.total ?? (page.rows.length + page.unreadable.length === 0 ? 0 : null);
}
