import { describe, expect, test } from 'bun:test';
import { poundsAndEuros } from '../testing/revenue-records.ts';
import { findHomeCurrency, readCurrency, toCurrencies, unstatedCurrency } from './currencies.ts';

describe('the home currency', () => {
  test('is the only one with rate 1', () => {
    expect(findHomeCurrency(poundsAndEuros)?.code).toBe('GBP');
  });

  test('is unclear with no currencies, with none at rate 1, and with two at rate 1', () => {
    expect(findHomeCurrency([])).toBeUndefined();
    expect(
      findHomeCurrency([
        { id: 1, code: 'GBP', rate: 1.01 },
        { id: 2, code: 'EUR' },
      ]),
    ).toBeUndefined();
    expect(
      findHomeCurrency([
        { id: 1, code: 'GBP', rate: 1 },
        { id: 2, code: 'EUR', rate: 1 },
      ]),
    ).toBeUndefined();
  });

  test('counts everything, whatever a record states', () => {
    const currencies = toCurrencies([{ id: 1, code: 'jpy', rate: 1 }]);
    expect(currencies.countedIn({ code: 'EUR' })).toEqual({ code: 'JPY', digits: 0 });
  });

  test('may have only a symbol, or not even that', () => {
    expect(toCurrencies([{ id: 1, symbol: '£', rate: 1 }]).home).toEqual({ code: '£', digits: 2 });
    expect(toCurrencies([{ id: 1, rate: 1 }]).home).toEqual(unstatedCurrency);
  });
});

describe('a record is in another currency', () => {
  const { isForeign } = toCurrencies(poundsAndEuros);

  test('by its currency id first', () => {
    expect(isForeign({ id: 2, code: 'GBP', rate: 1 })).toBe(true);
    expect(isForeign({ id: 1, code: 'EUR', rate: 2 })).toBe(false);
  });

  test('then by its code', () => {
    expect(isForeign({ id: 0, code: 'eur' })).toBe(true);
    expect(isForeign({ code: 'gbp ', rate: 2 })).toBe(false);
  });

  test('then by a rate other than 1', () => {
    expect(isForeign({ rate: 1.17 })).toBe(true);
    expect(isForeign({ rate: 1 })).toBe(false);
    expect(isForeign({ rate: 0 })).toBe(false);
  });

  test('never when it states nothing', () => {
    expect(isForeign({})).toBe(false);
  });
});

describe('with an unclear home currency', () => {
  const currencies = toCurrencies([{ id: 3, code: 'KWD', rate: 0.4 }]);

  test('a record counts in the currency it states: by id, else code, else symbol', () => {
    expect(currencies.countedIn({ id: 3, code: 'GBP' })).toEqual({ code: 'KWD', digits: 3 });
    expect(currencies.countedIn({ id: 9, code: 'usd', symbol: '$' })).toEqual({ code: 'USD', digits: 2 });
    expect(currencies.countedIn({ symbol: '$' })).toEqual({ code: '$', digits: 2 });
  });

  test('a record that states none is kept apart', () => {
    expect(currencies.countedIn({})).toEqual(unstatedCurrency);
  });

  test('nothing is foreign', () => {
    expect(currencies.isForeign({ id: 3 })).toBe(false);
  });
});

test('a currency row without code or symbol falls back on what the record says', () => {
  expect(readCurrency({ id: 4, code: 'SEK' }, [{ id: 4, rate: 12 }])).toEqual({ code: 'SEK', digits: 2 });
});
