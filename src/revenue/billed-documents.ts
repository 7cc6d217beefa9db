import type { CalendarDate } from '../base/dates.ts';
import type { BilledAmounts } from './amounts.ts';
import { findOwnNet, readDocument } from './billed.ts';
import type { LeftOut, Remark } from './check.ts';
import type { Currencies, Currency } from './currencies.ts';
import type { BilledDocument } from './records.ts';

/** A document that is in the figures. */
export interface CountedDocument {
  readonly document: BilledDocument;
  readonly amounts: BilledAmounts;
  readonly currency: Currency;
}

/** A document or recurring invoice in another currency than the one its amount is counted in. */
export interface ForeignRecord {
  readonly kind: 'invoice' | 'recurring invoice';
  readonly id: number;
  readonly label: string;
  readonly clientId: number;
  readonly clientName: string;
  readonly currency: Currency;
  readonly rate?: number | undefined;
  /** In home currency. */
  readonly netMinor: number;
  /** In `currency`, where Halo sends it. */
  readonly ownNetMinor?: number | undefined;
}

/** The documents of a window, each counted or left out; those outside it are only a number. */
export interface BilledDocuments {
  readonly counted: readonly CountedDocument[];
  readonly foreign: readonly ForeignRecord[];
  readonly leftOut: readonly LeftOut[];
  readonly remarks: readonly Remark[];
  readonly outsideWindow: number;
}

/** Reads the documents dated `from` to `to`, both days included. */
export function readDocuments(
  documents: readonly BilledDocument[],
  {
    from,
    to,
    currencies,
  }: { readonly from: CalendarDate; readonly to: CalendarDate; readonly currencies: Currencies },
): BilledDocuments {
  const counted: CountedDocument[] = [];
  const foreign: ForeignRecord[] = [];
  const leftOut: LeftOut[] = [];
  const remarks: Remark[] = [];
  let outsideWindow = 0;

  for (const document of documents) {
    if (document.date !== '' && (document.date < from || document.date > to)) {
      outsideWindow += 1;
      continue;
    }
    const currency = currencies.countedIn(document.currency);
    const reading = readDocument(document, currency.digits);
    if (reading.kind === 'left out') {
      leftOut.push(leaveOut(document, reading.reason));
      continue;
    }
    if (document.date === '') {
      leftOut.push(leaveOut(document, 'no invoice date'));
      continue;
    }
    counted.push({ document, amounts: reading.amounts, currency });
    for (const remark of reading.remarks) {
      remarks.push({ kind: 'invoice', id: document.id, label: document.label, remark });
    }
    if (currencies.isForeign(document.currency)) {
      foreign.push(toForeign(document, reading.amounts.totalMinor, currencies.billedIn(document.currency)));
    }
  }
  return { counted, foreign, leftOut, remarks, outsideWindow };
}

function leaveOut(document: BilledDocument, reason: string): LeftOut {
  const { id, label, clientId, clientName } = document;
  return { kind: 'invoice', id, label, clientId, clientName, reason };
}

function toForeign(document: BilledDocument, netMinor: number, currency: Currency): ForeignRecord {
  const { id, label, clientId, clientName } = document;
  const ownNetMinor = findOwnNet(document, currency.digits);
  return {
    kind: 'invoice',
    id,
    label,
    clientId,
    clientName,
    currency,
    rate: document.currency.rate,
    netMinor,
    ownNetMinor,
  };
}
