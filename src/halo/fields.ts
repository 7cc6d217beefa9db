import { z } from 'zod';

/** Building blocks of record schemas: strict on the kind of value, easy about what is missing, since Halo omits empty properties. */

/** A whole number; Halo sends some ids as `18.0`. */
export const id = z.number().int();

/** An optional whole number, such as the id of something linked. */
export const optionalId = id.nullish();

/** Optional text. */
export const text = z.string().nullish();

/** An optional amount, hour count or percentage. */
export const number = z.number().nullish();

/** An optional yes or no. */
export const flag = z.boolean().nullish();

/** An optional point in time or day, as Halo writes it; `halo-date.ts` reads it. */
export const date = z.string().nullish();
