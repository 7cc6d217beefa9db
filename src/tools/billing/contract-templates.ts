import type { CalendarDate } from '../../base/dates.ts';
import type { Currencies } from '../../revenue/currencies.ts';
import { parseMinor } from '../../revenue/money.ts';
import { readPeriod } from '../../revenue/period.ts';
import type { Template } from '../../revenue/records.ts';
import { findLineExclusion } from '../../revenue/templates.ts';
import type { Row } from '../answer.ts';
import { toCell } from './billing-money.ts';
import { describeState } from './template-figures.ts';

/**
 * The lines that bill a contract, from every recurring invoice that names it. Of one that names it on single lines only,
 * those lines.
 */
export function toBillingRows(
  contractId: number,
  templates: readonly Template[],
  today: CalendarDate,
  currencies: Currencies,
): readonly Row[] {
  return templates.flatMap((template) => {
    const { digits } = currencies.countedIn(template.currency);
    const about: Row = {
      recurringInvoice: template.id,
      reference: template.label,
      state: describeState(template, today),
      period: readPeriod(template.periodCode).name,
    };
    const lines = (template.lines ?? []).filter(
      (line) => !line.isGroupHeader && (template.contractId === contractId || line.contractId === contractId),
    );
    if (lines.length === 0) return [{ ...about, net: toCell(parseMinor(template.net, digits), digits) }];
    return lines.map((line) => ({
      ...about,
      line: line.label,
      net: toCell(parseMinor(line.net, digits), digits),
      notBilled: findLineExclusion(line, template, today),
    }));
  });
}
