import type { CalendarDate } from '../base/dates.ts';
import { formatMinor } from '../base/minor-units.ts';
import type { LeftOut, RemarkText } from './check.ts';
import { type Equivalents, findEquivalents } from './equivalents.ts';
import { parseMinor } from './money.ts';
import { findHeaderNet, listRealLines, sumLines } from './net.ts';
import { readPeriod } from './period.ts';
import type { BillingLine, Template } from './records.ts';

/** What a recurring invoice comes to a period, a month and a year, or why it counts for nothing now. */
export type TemplateReading =
  | (Equivalents & {
      readonly kind: 'counted';
      readonly netMinor: number;
      readonly remarks: readonly RemarkText[];
      readonly linesLeftOut: readonly LeftOut[];
    })
  | { readonly kind: 'left out'; readonly reason: string };

/** Why a recurring invoice bills nothing today: disabled, ended, not started. Nothing when it is live. */
export function findDormancy(template: Template, today: CalendarDate): string | undefined {
  if (template.isDisabled) return 'disabled';
  if (template.endDate && template.endDate < today) return 'ended';
  if (template.startDate && template.startDate > today) return 'not started';
  return undefined;
}

/** Reads what a recurring invoice bills now, net; nothing while it is dormant. */
export function readTemplate(template: Template, today: CalendarDate, digits: number): TemplateReading {
  const dormancy = findDormancy(template, today);
  return dormancy === undefined
    ? readTemplateCharge(template, today, digits)
    : { kind: 'left out', reason: dormancy };
}

/**
 * Reads what a recurring invoice bills on `today`, or would if it were not dormant.
 * By its real lines: no group headings, inactive, one-time or out-of-date lines; by its header where none came.
 * A line whose own period differs from the recurring invoice's is named and not used.
 */
export function readTemplateCharge(template: Template, today: CalendarDate, digits: number): TemplateReading {
  const period = readPeriod(template.periodCode);
  if (period.kind !== 'repeating') return { kind: 'left out', reason: period.name };

  const hasLines = template.lines !== undefined && template.lines.length > 0;
  const net = hasLines ? netOfLines(template, today, digits) : netOfHeader(template, digits);
  const equivalents = net && findEquivalents(net.netMinor, template.periodCode);
  if (!net || !equivalents) return { kind: 'left out', reason: 'no net amount' };
  return { kind: 'counted', ...net, ...equivalents };
}

interface PeriodNet {
  readonly netMinor: number;
  readonly remarks: readonly RemarkText[];
  readonly linesLeftOut: readonly LeftOut[];
}

function netOfHeader(template: Template, digits: number): PeriodNet | undefined {
  const header = findHeaderNet(template, digits);
  if (!header) return undefined;
  const byHeader: RemarkText = 'counted by its header, because it came without lines';
  const remarks = header.remark ? [byHeader, header.remark] : [byHeader];
  return { netMinor: header.netMinor, remarks, linesLeftOut: [] };
}

function netOfLines(template: Template, today: CalendarDate, digits: number): PeriodNet {
  const lines = listRealLines(template.lines);
  const used = lines.filter((line) => findLineExclusion(line, template, today) === undefined);
  const unpriced = used.some((line) => parseMinor(line.net, digits) === undefined);
  return {
    netMinor: sumLines(used, digits),
    remarks: unpriced ? ['a line without an amount counted as 0'] : [],
    linesLeftOut: lines
      .filter((line) => findLineExclusion(line, template, today) === ownPeriod)
      .map((line) => leaveOutLine(line, template, digits)),
  };
}

const ownPeriod = 'own period differs from its recurring invoice';

/** Why a line of a recurring invoice is not part of what it bills a period; undefined when it is. */
export function findLineExclusion(
  line: BillingLine,
  template: Template,
  today: CalendarDate,
): string | undefined {
  if (line.isGroupHeader) return 'group heading';
  if (line.isInactive) return 'inactive';
  if (line.isOneTime) return 'one-time';
  if (line.startDate && line.startDate > today) return 'not started';
  if (line.endDate && line.endDate < today) return 'ended';
  // Lines that follow their recurring invoice carry no period, 0 or a negative number.
  const { periodCode = 0 } = line;
  return periodCode > 0 && periodCode !== template.periodCode ? ownPeriod : undefined;
}

function leaveOutLine(line: BillingLine, template: Template, digits: number): LeftOut {
  const netMinor = parseMinor(line.net, digits);
  const amount = netMinor === undefined ? 'no amount' : formatMinor(netMinor, digits);
  return {
    kind: 'recurring invoice line',
    id: line.id,
    label: template.label,
    clientId: template.clientId,
    clientName: template.clientName,
    reason: ownPeriod,
    detail: `${amount} ${readPeriod(line.periodCode).name} on ${template.id}, ${readPeriod(template.periodCode).name}`,
  };
}
