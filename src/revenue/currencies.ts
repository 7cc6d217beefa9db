import { countMinorDigits } from './money.ts';
import type { CurrencyOnRecord, CurrencyRow } from './records.ts';

/** A currency that figures are counted in. */
export interface Currency {
  /** ISO code where Halo has one, else its symbol, else "currency not stated". */
  readonly code: string;
  /** Digits after the point. */
  readonly digits: number;
}

/** The currency of a record that names none. */
export const unstatedCurrency: Currency = { code: 'currency not stated', digits: 2 };

/**
 * The currency Halo stores all money in: the only row with rate exactly 1 (seen on live instances).
 * Nothing when no row or several have that rate; then it is unclear and nobody should guess.
 */
export function findHomeCurrency(rows: readonly CurrencyRow[]): CurrencyRow | undefined {
  const candidates = rows.filter((row) => row.rate === 1);
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** The currency a record states, by id first, then by its code or symbol. */
export function readCurrency(stated: CurrencyOnRecord, rows: readonly CurrencyRow[]): Currency {
  const row = rows.find((each) => each.id === stated.id);
  return (row && named(row.code, row.symbol)) ?? named(stated.code, stated.symbol) ?? unstatedCurrency;
}

/** Which currency each record counts in. */
export interface Currencies {
  /** Missing when it is unclear; then every record counts in the currency it states. */
  readonly home: Currency | undefined;
  readonly countedIn: (stated: CurrencyOnRecord) => Currency;
  /** The currency a record states, whichever it counts in. */
  readonly billedIn: (stated: CurrencyOnRecord) => Currency;
  /** True when a record counts in home currency but states another one. */
  readonly isForeign: (stated: CurrencyOnRecord) => boolean;
}

/** Decides by Halo's currency table; an empty table leaves the home currency unclear. */
export function toCurrencies(rows: readonly CurrencyRow[]): Currencies {
  const homeRow = findHomeCurrency(rows);
  const billedIn = (stated: CurrencyOnRecord) => readCurrency(stated, rows);
  if (!homeRow) return { home: undefined, countedIn: billedIn, billedIn, isForeign: () => false };
  const home = named(homeRow.code, homeRow.symbol) ?? unstatedCurrency;
  return { home, countedIn: () => home, billedIn, isForeign: (stated) => isOther(stated, homeRow) };
}

// A record that states no currency is in home currency.
function isOther(stated: CurrencyOnRecord, home: CurrencyRow): boolean {
  if (stated.id !== undefined && stated.id > 0) return stated.id !== home.id;
  if (stated.code && home.code) return normalize(stated.code) !== normalize(home.code);
  return stated.rate !== undefined && stated.rate > 0 && stated.rate !== 1;
}

function named(code: string | undefined, symbol: string | undefined): Currency | undefined {
  const name = code?.trim() ? normalize(code) : symbol?.trim();
  return name ? { code: name, digits: countMinorDigits(name) } : undefined;
}

function normalize(code: string): string {
  return code.trim().toUpperCase();
}
