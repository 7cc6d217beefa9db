import type { CalendarDate } from '../../base/dates.ts';
import { parseMinor } from '../../revenue/money.ts';
import { readPeriod } from '../../revenue/period.ts';
import type { Template } from '../../revenue/records.ts';
import { findDormancy, readTemplate, readTemplateCharge } from '../../revenue/templates.ts';

/** What something bills a period, and what that comes to now. */
export interface ChargeFigures {
  readonly periodName?: string | undefined;
  /** Net a period. */
  readonly netMinor?: number | undefined;
  /** Missing where nothing is billed now. */
  readonly monthlyMinor?: number | undefined;
  readonly yearlyMinor?: number | undefined;
}

/** What a recurring invoice bills a period, also while dormant, and what that comes to while it is live. */
export function readTemplateFigures(template: Template, today: CalendarDate, digits: number): ChargeFigures {
  const charge = readTemplateCharge(template, today, digits);
  const now = readTemplate(template, today, digits);
  return {
    periodName: readPeriod(template.periodCode).name,
    netMinor: charge.kind === 'counted' ? charge.netMinor : parseMinor(template.net, digits),
    monthlyMinor: now.kind === 'counted' ? now.monthlyMinor : undefined,
    yearlyMinor: now.kind === 'counted' ? now.yearlyMinor : undefined,
  };
}

/** The state of a recurring invoice in a word: live, disabled, ended, not started, one-time, unknown period code 12. */
export function describeState(template: Template, today: CalendarDate): string {
  const dormancy = findDormancy(template, today);
  if (dormancy !== undefined) return dormancy;
  const period = readPeriod(template.periodCode);
  return period.kind === 'repeating' ? 'live' : period.name;
}
