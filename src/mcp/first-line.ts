import type { Answer, Coverage } from '../tools/answer.ts';
import { cutText } from './fit-entries.ts';

/** How many of a list's rows fitted under the ceiling. */
export interface Fitted {
  readonly rows: number;
  readonly of: number;
}

/** Headings hold names from Halo, which may be of any length. */
const longestHeading = 300;

/** The line that says what a reply is and how complete: no part may pass for the whole. */
export function writeFirstLine(answer: Answer, fitted: Fitted | undefined, cuts: readonly string[]): string {
  const { coverage, notes = [] } = answer;
  const opening =
    coverage === undefined ? cutText(answer.heading, longestHeading) : writeRange(coverage, fitted);
  const facts = [opening, ...notes].join(', ');
  const caveats = [...(coverage === undefined ? [] : writeCaveats(coverage)), ...cuts];
  const next = coverage === undefined ? undefined : writeNext(coverage, fitted);
  return [facts, ...caveats, ...(next === undefined ? [] : [next])].join('; ');
}

function writeRange(coverage: Coverage, fitted: Fitted | undefined): string {
  const { noun, page, pageSize, total } = coverage;
  const shown = fitted?.rows ?? coverage.shown;
  if (coverage.shown === 0) {
    if (page === 1 && (total === undefined || total === 0)) return `${noun}: none`;
    return `${noun}: none on page ${page}${total === undefined ? '' : `, ${total} in all`}`;
  }
  const first = (page - 1) * pageSize + 1;
  const range = shown === 1 ? `${first}` : `${first}–${first + shown - 1}`;
  return total === undefined
    ? `${noun} ${range}, Halo does not say of how many`
    : `${noun} ${range} of ${total}`;
}

function writeCaveats(coverage: Coverage): readonly string[] {
  const { read, stopped, unreadable, duplicates = 0 } = coverage;
  const caveats: string[] = [];
  if (read !== undefined && stopped !== undefined) {
    caveats.push(
      `NOT COMPLETE: only ${countRead(read)} were read before ${stopReasons[stopped]}, narrow the question to see the rest`,
    );
  } else if (read !== undefined && read.rows + unreadable.length < read.of) {
    caveats.push(`NOT COMPLETE: Halo counts ${read.of} rows but sent ${read.rows + unreadable.length}`);
  } else if (read !== undefined && read.rows !== coverage.total) {
    caveats.push(`found among ${read.rows} read`);
  }
  if (unreadable.length > 0) caveats.push(writeUnreadable(unreadable.map((record) => record.id)));
  if (duplicates > 0)
    caveats.push(`${duplicates} that Halo sent twice ${duplicates === 1 ? 'is' : 'are'} counted once`);
  return caveats;
}

const stopReasons = {
  deadline: 'the time for one answer ran out',
  rate_limited: "Halo's limit on requests was used up",
  unavailable: 'Halo stopped answering',
} as const;

function writeUnreadable(ids: readonly string[]): string {
  const named = ids.slice(0, 5).join(', ');
  const more = ids.length > 5 ? ' and more' : '';
  return `${ids.length} unreadable ${ids.length === 1 ? 'record' : 'records'} left out (id ${named}${more})`;
}

function writeNext(coverage: Coverage, fitted: Fitted | undefined): string | undefined {
  const { page, pageSize, shown, total } = coverage;
  if (fitted !== undefined && fitted.rows < fitted.of) {
    return `only ${fitted.rows} of this page's ${fitted.of} rows fit, so ask again with page_size ${Math.max(fitted.rows, 1)}`;
  }
  const hasMore = total === undefined ? shown === pageSize : page * pageSize < total;
  return hasMore && shown > 0 ? `next: page ${page + 1}` : undefined;
}

/** Where Halo sent no count, nobody knows of how many. */
function countRead(read: NonNullable<Coverage['read']>): string {
  return read.of > read.rows ? `${read.rows} of ${read.of} rows` : `the first ${read.rows} rows`;
}
