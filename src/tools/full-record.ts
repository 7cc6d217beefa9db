import type { Answer, RecordBlock } from './answer.ts';

/** The one way Halo's own record leaves `tools/`: whole, as `full: true` asks, under the reply's ceiling. */
export function toFullRecord(heading: string, record: Readonly<Record<string, unknown>>): Answer {
  return { heading: `${heading}, Halo's own record`, blocks: [{ kind: 'record', record }] };
}

/** The same for the records of a list's page, one after the other. */
export function toFullRecords(records: readonly Readonly<Record<string, unknown>>[]): readonly RecordBlock[] {
  return records.map((record) => ({ kind: 'record', record }));
}
