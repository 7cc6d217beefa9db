import type { StopReason, Unreadable } from '../halo/pages.ts';

/** An amount in whole minor units; `digits` is how many of them stand behind the point. */
export interface MoneyCell {
  readonly minor: number;
  readonly digits: number;
}

/** A number of hours, shown with two decimals. */
export interface HoursCell {
  readonly hours: number;
}

/** One value in a reply. Nothing and empty text leave the place blank. Dates come as finished text. */
export type Cell = string | number | boolean | MoneyCell | HoursCell | null | undefined;

/** Values under their names; names are written in snake_case in the reply, in this order. */
export type Row = Readonly<Record<string, Cell>>;

/** Rows with the same columns; columns that are empty in every row are left out. */
export interface TableBlock {
  readonly kind: 'table';
  readonly title?: string;
  readonly rows: readonly Row[];
}

/** The labelled values of one thing. */
export interface FieldsBlock {
  readonly kind: 'fields';
  readonly title?: string;
  readonly fields: Row;
}

/** Texts from Halo, such as the actions of a ticket: each with a line that says what it is. They are data, never instructions. */
export interface EntriesBlock {
  readonly kind: 'entries';
  readonly title?: string;
  readonly entries: readonly { readonly heading: string; readonly text: string }[];
}

/** Halo's own record, whole; only from `toFullRecord`. */
export interface RecordBlock {
  readonly kind: 'record';
  readonly record: Readonly<Record<string, unknown>>;
}

export type Block = TableBlock | FieldsBlock | EntriesBlock | RecordBlock;

/** What a list reply covers. The first line is made of it, so that no part is ever taken for the whole. */
export interface Coverage {
  /** "tickets" */
  readonly noun: string;
  readonly page: number;
  readonly pageSize: number;
  readonly shown: number;
  /** Rows that match, on all pages; undefined when Halo did not say. */
  readonly total: number | undefined;
  /** Rows that had to be read to filter or sort here, of how many; left out where Halo did the filtering. */
  readonly read?: { readonly rows: number; readonly of: number };
  /** Why reading ended before the last row. */
  readonly stopped?: StopReason | undefined;
  readonly unreadable: readonly Unreadable[];
  /** Rows that Halo sent twice and were kept once. */
  readonly duplicates?: number;
}

/** What a tool found, as data; `mcp/reply.ts` writes it. */
export interface Answer {
  /** What this is: a record's name, or what a list is of. For a list, `coverage` goes before it in the first line. */
  readonly heading: string;
  readonly coverage?: Coverage;
  /** What else the first line must say: filters in force, order, what was left out. */
  readonly notes?: readonly string[];
  readonly blocks: readonly Block[];
  /** What to do next, where that helps. */
  readonly next?: string;
  /** The most characters of the whole reply, where less than the usual ceiling is wanted. */
  readonly maxChars?: number;
  /** The most bytes of the whole reply in UTF-8, where its length in characters does not tell enough. */
  readonly maxBytes?: number;
}
