import { UserError } from '../../base/errors.ts';
import type { Halo } from '../../halo/client.ts';
import { HaloError } from '../../halo/errors.ts';
import type { Invoice } from '../../halo/resources/invoices.ts';
import { toId } from '../resolve.ts';

/**
 * Finds one invoice with its lines. A number is taken as an id first, text as an invoice number first; each is tried as the
 * other when nothing fits. Credit notes are found too.
 */
export async function findInvoice(halo: Halo, wanted: number | string): Promise<Invoice> {
  if (typeof wanted === 'number') {
    const byId = await getOrNothing(halo, wanted);
    return byId ?? halo.invoices.get(pickInvoice(wanted, await searchInvoices(halo, String(wanted))));
  }
  const found = await searchInvoices(halo, wanted);
  if (found.length > 0) return halo.invoices.get(pickInvoice(wanted, found));
  const id = toId(wanted);
  if (id !== undefined && id > 0) return halo.invoices.get(id);
  return halo.invoices.get(pickInvoice(wanted, found));
}

/** Invoices that bear the number, in Halo or in the accounting package, whatever its case. */
async function searchInvoices(halo: Halo, number: string): Promise<readonly Invoice[]> {
  const { rows } = await halo.invoices.page({ search: number, includecredits: true }, 1, 50);
  const text = fold(number);
  return rows.filter((invoice) => listNumbers(invoice).some((each) => fold(each) === text));
}

function pickInvoice(wanted: number | string, found: readonly Invoice[]): number {
  const [only, ...others] = found;
  if (only === undefined) {
    throw new UserError(
      `Halo has no invoice with the id or number "${wanted}", or this login may not see it. Find it with list_invoices and its client`,
    );
  }
  if (others.length === 0) return only.id;
  const candidates = found.map((invoice) => `${invoice.client_name ?? 'unknown client'} (${invoice.id})`);
  throw new UserError(
    `${found.length} invoices have the number "${wanted}": ${candidates.join(', ')}. Ask again with the id of the one you mean`,
  );
}

async function getOrNothing(halo: Halo, id: number): Promise<Invoice | undefined> {
  try {
    return await halo.invoices.get(id);
  } catch (error) {
    if (error instanceof HaloError && error.kind === 'not_found') return undefined;
    throw error;
  }
}

function listNumbers(invoice: Invoice): readonly string[] {
  return [invoice.invoicenumber, invoice.thirdpartyinvoicenumber].filter((each) => typeof each === 'string');
}

function fold(text: string): string {
  return text.trim().toLocaleLowerCase('en');
}
