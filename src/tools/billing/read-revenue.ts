import { UserError } from '../../base/errors.ts';
import type { Halo } from '../../halo/client.ts';
import { toDay } from '../../halo/halo-date.ts';
import type { StopReason, Unreadable, Walk } from '../../halo/pages.ts';
import { dated, type Invoice } from '../../halo/resources/invoices.ts';
import type { RevenueRecords } from '../../revenue/breakdown.ts';
import { readSide } from '../side-section.ts';
import { type BillingMoney, readMoney } from './billing-money.ts';
import { toBilledDocument, toContract, toTemplate } from './billing-records.ts';
import { findFirstWholeMonth, type Window } from './window.ts';

/** What was read of one kind of record. */
export interface Reading {
  readonly rows: number;
  readonly total: number;
  readonly unreadable: readonly Unreadable[];
  readonly duplicates: number;
  readonly stopped?: StopReason | undefined;
}

/** Everything `revenue_breakdown` reads, and how much of it there is. */
export interface RevenueReading {
  readonly records: RevenueRecords;
  readonly money: BillingMoney;
  /** The part of the window whose invoices are all there: its last months, where reading ended early. */
  readonly window: Window;
  readonly invoices: Reading;
  /** Missing where they could not be read at all. */
  readonly templates: Reading | undefined;
  readonly contracts: Reading | undefined;
  readonly hasRunRate: boolean;
  /** Why there is no run rate, or only part of one; missing when it is whole. */
  readonly runRateGap?: string | undefined;
}

/**
 * Reads invoices with their lines, all recurring invoices, contracts and currencies: a page of each at a time, so that the
 * cost follows the number of rows and not of clients. Invoices come newest first; cut short, the whole months are kept.
 * Recurring invoices are read for all clients even when one is asked for, since another client's may bill its contracts.
 */
export async function readRevenue(
  halo: Halo,
  window: Window,
  clientId: number | undefined,
): Promise<RevenueReading> {
  const ofClient = clientId === undefined ? {} : { client_id: clientId };
  const [templates, contracts, money, invoices] = await Promise.all([
    readSide(() => halo.recurringInvoices.walk({ includelines: true })),
    readSide(() => halo.contracts.walk(ofClient)),
    readMoney(halo),
    halo.invoices.walk({
      ...ofClient,
      ...dated(window.from, window.to),
      includelines: true,
      includecredits: true,
    }),
  ]);
  const templateGap =
    'missing' in templates ? templates.missing : describeGap(templates.value, 'recurring invoices');
  const contractGap = 'missing' in contracts ? contracts.missing : describeGap(contracts.value, 'contracts');
  const rows = {
    templates: 'value' in templates && templateGap === undefined ? templates.value.rows : [],
    // Without all recurring invoices nobody knows which contracts are billed already.
    contracts: 'value' in contracts && templateGap === undefined ? contracts.value.rows : [],
  };
  return {
    records: {
      documents: invoices.rows.map(toBilledDocument),
      templates: rows.templates.map(toTemplate),
      contracts: rows.contracts.map(toContract),
      currencies: money.rows,
    },
    money,
    window: cutToWholeMonths(window, invoices),
    invoices: toReading(invoices),
    templates: 'value' in templates ? toReading(templates.value) : undefined,
    contracts: 'value' in contracts ? toReading(contracts.value) : undefined,
    hasRunRate: templateGap === undefined,
    runRateGap: describeRunRateGap(templateGap, contractGap),
  };
}

function describeRunRateGap(
  templateGap: string | undefined,
  contractGap: string | undefined,
): string | undefined {
  if (templateGap !== undefined) return `no run rate: ${templateGap}`;
  return contractGap === undefined
    ? undefined
    : `run rate without some contracts that bill themselves: ${contractGap}`;
}

function describeGap(walk: Walk<unknown>, noun: string): string | undefined {
  const came = walk.rows.length + walk.unreadable.length;
  return came < walk.total ? `only ${came} of ${walk.total} ${noun} could be read` : undefined;
}

function cutToWholeMonths(window: Window, walk: Walk<Invoice>): Window {
  if (walk.stopped === undefined) return window;
  const days = walk.rows.map((invoice) => toDay(invoice.invoice_date) ?? '');
  const isNewestFirst = days.every((day, index) => index === 0 || day <= (days[index - 1] ?? ''));
  const from = isNewestFirst ? findFirstWholeMonth(window, days.at(-1)) : undefined;
  if (from !== undefined) return { from, to: window.to };
  throw new UserError(
    `Only ${walk.rows.length} of ${walk.total} invoices could be read in the time for one answer, so no month is complete. Ask for one client, or for a shorter period with "from" and "to"`,
  );
}

function toReading(walk: Walk<unknown>): Reading {
  const { rows, total, unreadable, duplicates, stopped } = walk;
  return { rows: rows.length, total, unreadable, duplicates, stopped };
}
