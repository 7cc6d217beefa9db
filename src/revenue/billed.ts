import { type BilledAmounts, toAmounts } from './amounts.ts';
import type { RemarkText } from './check.ts';
import { parseMinor, sum } from './money.ts';
import { findHeaderNet, listRealLines, sumLines } from './net.ts';
import type { BilledDocument, BillingLine } from './records.ts';

/** A document's amounts, or why it has none. */
export type DocumentReading =
  | { readonly kind: 'counted'; readonly amounts: BilledAmounts; readonly remarks: readonly RemarkText[] }
  | { readonly kind: 'left out'; readonly reason: string };

/**
 * Splits one document into recurring, non-recurring, credits and unallocated.
 * A credit note (net below zero, or linked to an invoice) is wholly credits. Otherwise lines made from a recurring
 * invoice (id below -1) are recurring unless one-time, and all other real lines non-recurring; what the header says
 * beyond its lines is unallocated. Without lines the header decides.
 */
export function readDocument(document: BilledDocument, digits: number): DocumentReading {
  const excluded = findExclusion(document);
  if (excluded !== undefined) return { kind: 'left out', reason: excluded };

  const hasLines = document.lines !== undefined && document.lines.length > 0;
  const realLines = listRealLines(document.lines);
  const recurringMinor = sumLines(realLines.filter(isRecurringLine), digits);
  const nonRecurringMinor = sumLines(
    realLines.filter((line) => !isRecurringLine(line)),
    digits,
  );
  const header = findHeaderNet(document, digits);
  if (!header && !hasLines) return { kind: 'left out', reason: 'no net amount' };
  const netMinor = header?.netMinor ?? recurringMinor + nonRecurringMinor;

  const remarks: RemarkText[] = [];
  if (!document.isPosted) remarks.push('not posted yet');
  if (header?.remark) remarks.push(header.remark);
  if (!header) remarks.push('net taken from its lines');
  if (realLines.some((line) => parseMinor(line.net, digits) === undefined)) {
    remarks.push('a line without an amount counted as 0');
  }

  if (isCreditNote(document, netMinor)) {
    if (netMinor > 0) remarks.push('credit note with an amount above zero, counted as sent');
    return { kind: 'counted', amounts: toAmounts({ creditsMinor: netMinor }), remarks };
  }
  if (!hasLines) {
    remarks.push('split by its header, because it came without lines');
    const amounts = isTemplateId(document.recurringInvoiceId)
      ? toAmounts({ recurringMinor: netMinor })
      : toAmounts({ nonRecurringMinor: netMinor });
    return { kind: 'counted', amounts, remarks };
  }
  if (isTemplateId(document.recurringInvoiceId) && !realLines.some(hasTemplate)) {
    remarks.push('made from a recurring invoice, but no line of it says so');
  }
  const unallocatedMinor = netMinor - recurringMinor - nonRecurringMinor;
  if (unallocatedMinor !== 0) {
    remarks.push('its lines do not add up to its net; the difference is unallocated');
  }
  return {
    kind: 'counted',
    amounts: toAmounts({ recurringMinor, nonRecurringMinor, unallocatedMinor }),
    remarks,
  };
}

/** True for a credit note: net below zero, or linked to the invoice it credits. */
export function isCreditNote(document: BilledDocument, netMinor: number): boolean {
  return netMinor < 0 || (document.creditLinkedToInvoiceId ?? 0) > 0;
}

/** A document's net in its own currency, in that currency's minor units. Nothing unless every real line sends one. */
export function findOwnNet(document: BilledDocument, digits: number): number | undefined {
  const amounts = listRealLines(document.lines).map((line) => parseMinor(line.ownNet, digits));
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length > 0 && known.length === amounts.length ? sum(known) : undefined;
}

function findExclusion(document: BilledDocument): string | undefined {
  if (document.isTemplate) return 'recurring invoice among the invoices';
  if (document.isVoided) return 'voided';
  if (document.isSupplierBill) return 'supplier bill';
  if (document.isRevenueRecognition) return 'revenue recognition';
  return undefined;
}

function isRecurringLine(line: BillingLine): boolean {
  return hasTemplate(line) && !line.isOneTime;
}

function hasTemplate(line: BillingLine): boolean {
  return isTemplateId(line.recurringInvoiceId);
}

// Templates have ids below -1; -1 and 0 both stand for "none".
function isTemplateId(id: number | undefined): boolean {
  return id !== undefined && id < -1;
}
