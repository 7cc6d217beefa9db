import type { Answer, Block, EntriesBlock, FieldsBlock, RecordBlock, TableBlock } from '../tools/answer.ts';
import { showCell, toCsvLines, toSnakeCase } from './csv.ts';
import { type Fitted, writeFirstLine } from './first-line.ts';
import { cutText, fairCap, fitEntries, markLength } from './fit-entries.ts';
import { shortenRecord } from './shorten-record.ts';

/** The most characters of any reply: clients cut or refuse longer ones. */
export const replyCeiling = 40_000;

/** Kept free for the first and last line. */
const reserve = 900;

/** A reply is not shortened further than this to save bytes. */
const leastChars = 2_000;

/**
 * Writes an answer as text: one line that says what it is and how complete, then rows as CSV or labelled lines, then, only
 * where useful, what to do next. Over the ceiling, rows are cut at a row's end and the first line says how to get the rest.
 */
export function writeReply(answer: Answer, notice?: string): string {
  const { maxBytes = Number.POSITIVE_INFINITY } = answer;
  let maxChars = Math.min(answer.maxChars ?? replyCeiling, replyCeiling);
  for (;;) {
    const text = writeWithin(answer, notice, maxChars);
    const excess = Buffer.byteLength(text) / maxBytes;
    if (excess <= 1 || maxChars <= leastChars) return text;
    maxChars = Math.floor(Math.min(maxChars, text.length) / excess) - 100;
  }
}

function writeWithin(answer: Answer, notice: string | undefined, maxChars: number): string {
  let room = maxChars - reserve;
  let fitted: Fitted | undefined;
  const cuts: string[] = [];
  const texts = new Map<Block, string>();
  for (const block of answer.blocks.toSorted((a, b) => claim(a) - claim(b))) {
    const written = writeBlock(block, room, answer.blocks[0] === block);
    // A record that does not fit ends the list: the next one must not take its place.
    room = block.kind === 'record' && written.text === '' ? 0 : room - written.text.length - 1;
    if (written.fitted !== undefined && answer.coverage !== undefined)
      fitted = addFitted(fitted, written.fitted);
    cuts.push(...written.cuts);
    texts.set(block, written.text);
  }
  const firstLine = showCell(writeFirstLine(answer, fitted, cuts));
  const lines = [
    notice === undefined ? firstLine : `${notice}: ${firstLine}`,
    ...answer.blocks.map((block) => texts.get(block) ?? '').filter((text) => text !== ''),
  ];
  return [...lines, ...(answer.next === undefined ? [] : [answer.next])].join('\n');
}

/** Who takes room first: labelled values, then side tables such as totals, then what may be cut. */
function claim(block: Block): number {
  if (block.kind === 'fields') return 0;
  return block.kind === 'table' && block.title !== undefined ? 1 : 2;
}

interface WrittenBlock {
  readonly text: string;
  /** Set where the block's rows are the list's rows. */
  readonly fitted?: Fitted;
  readonly cuts: readonly string[];
}

function writeBlock(block: Block, room: number, isFirst: boolean): WrittenBlock {
  switch (block.kind) {
    case 'fields':
      return writeFields(block, room);
    case 'table':
      return writeTable(block, room);
    case 'entries':
      return writeEntries(block, room);
    case 'record':
      return writeRecord(block, room, isFirst);
  }
}

function writeFields(block: FieldsBlock, room: number): WrittenBlock {
  const fields = Object.entries(block.fields)
    .map(([name, cell]) => ({ name: toSnakeCase(name), value: showCell(cell) }))
    .filter(({ value }) => value !== '');
  const names = fields.reduce((sum, { name }) => sum + name.length + markLength, 0);
  const cap = Math.max(
    fairCap(
      fields.map(({ value }) => value.length),
      room - names,
    ),
    0,
  );
  const lines = fields.map(({ name, value }) => `${name}: ${cutText(value, cap)}`);
  const cut = fields.filter(({ value }) => value.length > cap).map(({ name }) => name);
  return {
    text: withTitle(block.title, lines.join('\n')),
    cuts: cut.length === 0 ? [] : [`shortened to fit: ${nameSome(cut)}`],
  };
}

function writeTable(block: TableBlock, room: number): WrittenBlock {
  const { header, lines } = toCsvLines(block.rows);
  const kept: string[] = [];
  let left = room - header.length - (block.title?.length ?? 0) - 2;
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) break;
    kept.push(line);
  }
  const text =
    kept.length === 0 && lines.length > 0 ? '' : withTitle(block.title, [header, ...kept].join('\n'));
  if (block.title === undefined) return { text, fitted: { rows: kept.length, of: lines.length }, cuts: [] };
  const isCut = kept.length < lines.length;
  return { text, cuts: isCut ? [`only ${kept.length} of ${lines.length} ${block.title} fit`] : [] };
}

function writeEntries(block: EntriesBlock, room: number): WrittenBlock {
  if (block.entries.length === 0) return { text: '', cuts: [] };
  const { text, cutTexts, omitted } = fitEntries(block, room - (block.title?.length ?? 0));
  const cuts = [
    ...(cutTexts > 0 ? [`${cutTexts} long ${cutTexts === 1 ? 'text is' : 'texts are'} cut`] : []),
    ...(omitted > 0
      ? [`the last ${omitted} of ${block.entries.length} ${block.title ?? 'texts'} did not fit`]
      : []),
  ];
  return { text: withTitle(block.title, text), cuts };
}

/** Only the first record is shortened to fit; a later one is left for the next page. */
function writeRecord(block: RecordBlock, room: number, isFirst: boolean): WrittenBlock {
  const nothing = { text: '', fitted: { rows: 0, of: 1 }, cuts: [] };
  if (room < 2_000) return nothing;
  const { json, shortened, omitted } = shortenRecord(block.record, room);
  if (!isFirst && shortened.length + omitted.length > 0) return nothing;
  const cuts = [
    ...(shortened.length > 0 ? [`shortened to fit: ${nameSome(shortened)}`] : []),
    ...(omitted.length > 0 ? [`left out to fit: ${nameSome(omitted)}`] : []),
  ];
  return { text: json, fitted: { rows: 1, of: 1 }, cuts };
}

function nameSome(paths: readonly string[]): string {
  const named = paths.slice(0, 12).join(', ');
  return paths.length > 12 ? `${named} and ${paths.length - 12} more` : named;
}

function addFitted(sum: Fitted | undefined, more: Fitted): Fitted {
  return { rows: (sum?.rows ?? 0) + more.rows, of: (sum?.of ?? 0) + more.of };
}

function withTitle(title: string | undefined, text: string): string {
  return title === undefined || text === '' ? text : `${title}:\n${text}`;
}
