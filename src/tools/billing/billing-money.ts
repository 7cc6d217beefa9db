import { formatMinor } from '../../base/minor-units.ts';
import type { Halo } from '../../halo/client.ts';
import { type Currencies, toCurrencies } from '../../revenue/currencies.ts';
import { parseMinor } from '../../revenue/money.ts';
import type { CurrencyOnRecord, CurrencyRow } from '../../revenue/records.ts';
import type { MoneyCell, Row } from '../answer.ts';
import { readSide } from '../side-section.ts';
import { toCurrencyRow } from './billing-records.ts';

/** Which currency amounts are in, and what the first line must say about it. */
export interface BillingMoney {
  readonly currencies: Currencies;
  readonly rows: readonly CurrencyRow[];
  /** "money in GBP", or that it is unclear and why. */
  readonly note: string;
}

/** Reads Halo's currency table. Where it can't be read, or names no single home currency, that is said and not guessed. */
export async function readMoney(halo: Halo): Promise<BillingMoney> {
  const read = await readSide(() => halo.currencies());
  const rows = 'value' in read ? read.value.rows.map(toCurrencyRow) : [];
  const currencies = toCurrencies(rows);
  if (currencies.home) return { currencies, rows, note: `money in ${currencies.home.code}` };
  const reason = 'missing' in read ? read.missing : 'not exactly one of Halo’s currencies has the rate 1';
  return {
    currencies,
    rows,
    note: `home currency unclear (${reason}), so amounts stand beside their currency`,
  };
}

/** Columns that say in which currency a record's amounts are; empty where it is the home currency. */
export function toCurrencyColumns(stated: CurrencyOnRecord, currencies: Currencies): Row {
  if (!currencies.home) return { currency: currencies.countedIn(stated).code };
  return currencies.isForeign(stated)
    ? { billedIn: currencies.billedIn(stated).code, rate: stated.rate }
    : {};
}

/** An amount of Halo's as a cell; blank where Halo sent none. */
export function toMoney(amount: number | null | undefined, digits: number): MoneyCell | undefined {
  return toCell(parseMinor(amount ?? undefined, digits), digits);
}

/** Minor units as a cell; blank where there are none. */
export function toCell(minor: number | undefined, digits: number): MoneyCell | undefined {
  return minor === undefined ? undefined : { minor, digits };
}

/** An amount with its currency for running text, `1234.50 GBP`. */
export function writeMoney(
  minor: number,
  currency: { readonly code: string; readonly digits: number },
): string {
  return `${formatMinor(minor, currency.digits)} ${currency.code}`;
}
