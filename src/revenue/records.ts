import type { CalendarDate } from '../base/dates.ts';

/** One row of Halo's currency table. Halo stores all money in the currency whose rate is exactly 1. */
export interface CurrencyRow {
  readonly id: number;
  readonly code?: string | undefined;
  readonly symbol?: string | undefined;
  readonly rate?: number | undefined;
}

/** The currency a document says it is in; any part may be missing. */
export interface CurrencyOnRecord {
  readonly id?: number | undefined;
  readonly code?: string | undefined;
  readonly symbol?: string | undefined;
  readonly rate?: number | undefined;
}

/** An invoice or a recurring invoice as read; amounts are Halo's own numbers, in major units of the home currency. */
export interface BillingHeader {
  readonly id: number;
  /** What a person calls it: number or reference. */
  readonly label: string;
  readonly clientId: number;
  readonly clientName: string;
  readonly currency: CurrencyOnRecord;
  /** Net of tax: Halo's `revenue`. */
  readonly net?: number | undefined;
  readonly tax?: number | undefined;
  /** Gross: Halo's `total`. */
  readonly total?: number | undefined;
  /** Missing and empty mean the same: Halo sent none. */
  readonly lines?: readonly BillingLine[] | undefined;
}

/** An invoice or credit note. */
export interface BilledDocument extends BillingHeader {
  /** Empty when Halo sent none. */
  readonly date: CalendarDate;
  /** The recurring invoice it was made from; below -1 when there is one. */
  readonly recurringInvoiceId?: number | undefined;
  readonly creditLinkedToInvoiceId?: number | undefined;
  /** The client it was first raised for, where another client is billed. */
  readonly originalClientId?: number | undefined;
  readonly originalClientName?: string | undefined;
  readonly isPosted: boolean;
  readonly isVoided: boolean;
  readonly isSupplierBill: boolean;
  readonly isRevenueRecognition: boolean;
  /** A recurring invoice that came in the list of invoices. */
  readonly isTemplate: boolean;
}

/** A recurring invoice: the template that Halo makes invoices from. */
export interface Template extends BillingHeader {
  readonly contractId?: number | undefined;
  readonly isDisabled: boolean;
  readonly startDate?: CalendarDate | undefined;
  readonly endDate?: CalendarDate | undefined;
  readonly periodCode?: number | undefined;
}

/** A line of an invoice or a recurring invoice. */
export interface BillingLine {
  readonly id: number;
  /** What it is for. */
  readonly label?: string | undefined;
  readonly net?: number | undefined;
  /** In the document's own currency, where Halo sends it. */
  readonly ownNet?: number | undefined;
  readonly recurringInvoiceId?: number | undefined;
  readonly contractId?: number | undefined;
  readonly periodCode?: number | undefined;
  readonly startDate?: CalendarDate | undefined;
  readonly endDate?: CalendarDate | undefined;
  readonly isOneTime: boolean;
  readonly isGroupHeader: boolean;
  readonly isInactive: boolean;
}

/** A contract, whose own charge a period counts when no recurring invoice bills it. */
export interface Contract {
  readonly id: number;
  readonly label: string;
  readonly clientId: number;
  readonly clientName: string;
  /** 3 is live, 4 expired. */
  readonly status?: number | undefined;
  readonly startDate?: CalendarDate | undefined;
  /** Halo's own word, used only where it sends no start date. */
  readonly hasStarted?: boolean | undefined;
  /** Missing means no end. */
  readonly endDate?: CalendarDate | undefined;
  readonly periodCode?: number | undefined;
  /** Net a period, in major units of the home currency. */
  readonly charge?: number | undefined;
}
