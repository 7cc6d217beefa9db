import { z } from 'zod';
import { isCalendarDate } from '../base/dates.ts';

/** Inputs that several tools share, described once. Integers have real maxima, since clients choke on 2^53. */

const maxId = 2_147_483_647;

/** A record's number. */
export const recordId = (noun: string) => z.int().min(1).max(maxId).describe(`${noun} id`);

/** A number or a name; `resolve.ts` turns either into an id. */
export const nameOrId = (noun: string) =>
  z
    .union([
      z.int().min(1).max(maxId),
      z
        .string()
        .trim()
        .max(200)
        .refine((text) => text !== '', 'must not be empty'),
    ])
    .describe(`${noun}: id or name`);

export const page = z.int().min(1).max(100_000).default(1).describe('Page, from 1');
export const pageSize = z.int().min(1).max(100).default(25).describe('Rows a page, at most 100');
export const search = z.string().trim().min(1).max(200).describe('Words to search for');
export const day = (meaning: string) =>
  z.string().refine(isCalendarDate, 'must be a day as YYYY-MM-DD').describe(`${meaning}, YYYY-MM-DD`);
export const full = z
  .boolean()
  .default(false)
  .describe("Give Halo's own record as JSON instead of the summary");
export const yes = (meaning: string) => z.boolean().default(false).describe(meaning);
export const state = z
  .enum(['open', 'closed', 'all'])
  .default('open')
  .describe('open (default), closed or all');

/** The paging inputs of every list. */
export const paging = { page, page_size: pageSize };
