import type { RemarkText } from './check.ts';
import { parseMinor, sum } from './money.ts';
import type { BillingHeader, BillingLine } from './records.ts';

/** Lines that charge something: no group headings and none that is switched off. */
export function listRealLines(lines: readonly BillingLine[] | undefined): readonly BillingLine[] {
  return (lines ?? []).filter((line) => !line.isGroupHeader && !line.isInactive);
}

/** The lines' net in minor units, each rounded when read; a line without an amount is 0. */
export function sumLines(lines: readonly BillingLine[], digits: number): number {
  return sum(lines.map((line) => parseMinor(line.net, digits) ?? 0));
}

/** What a header says it comes to, net. */
export interface HeaderNet {
  readonly netMinor: number;
  readonly remark?: RemarkText;
}

/** Net by the header's own figure, else total less tax. Nothing where Halo sent neither. */
export function findHeaderNet(header: BillingHeader, digits: number): HeaderNet | undefined {
  const netMinor = parseMinor(header.net, digits);
  if (netMinor !== undefined) return { netMinor };
  const totalMinor = parseMinor(header.total, digits);
  const taxMinor = parseMinor(header.tax, digits);
  if (totalMinor === undefined || taxMinor === undefined) return undefined;
  return { netMinor: totalMinor - taxMinor, remark: 'net taken as total less tax' };
}
