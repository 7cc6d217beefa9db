import { z } from 'zod';
import { id, number, text } from '../fields.ts';
import type { LookupDefinition } from '../lookup.ts';

const currencySchema = z.looseObject({ id, name: text, symbol: text, code: text, conversion_rate: number });

/** A currency; the one with rate exactly 1 is the home currency, in which Halo keeps all money. */
export type HaloCurrency = z.infer<typeof currencySchema>;

/** All currencies of the instance. */
export const currencies: LookupDefinition<HaloCurrency> = {
  path: '/Currency',
  noun: 'currencies',
  permission: undefined,
  keys: ['currencies'],
  schema: currencySchema,
  query: {},
};
