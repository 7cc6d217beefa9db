/** Which kind of record a finding is about. */
export type RecordKind = 'invoice' | 'recurring invoice' | 'recurring invoice line' | 'contract';

/** A record that no figure contains, and why. */
export interface LeftOut {
  readonly kind: RecordKind;
  readonly id: number;
  readonly label: string;
  readonly clientId: number;
  readonly clientName: string;
  /** The same words for every record left out for the same reason. */
  readonly reason: string;
  /** What is particular to this one, such as the recurring invoice that bills a contract. */
  readonly detail?: string | undefined;
}

/** A record that is in the figures, on an assumption or with something a reader should know. */
export interface Remark {
  readonly kind: RecordKind;
  readonly id: number;
  readonly label: string;
  readonly remark: RemarkText;
}

/** What a remark can say. */
export type RemarkText =
  | 'not posted yet'
  | 'split by its header, because it came without lines'
  | 'counted by its header, because it came without lines'
  | 'its lines do not add up to its net; the difference is unallocated'
  | 'net taken as total less tax'
  | 'net taken from its lines'
  | 'a line without an amount counted as 0'
  | 'credit note with an amount above zero, counted as sent'
  | 'made from a recurring invoice, but no line of it says so';
