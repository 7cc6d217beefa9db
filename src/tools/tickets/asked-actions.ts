import type { CalendarDate } from '../../base/dates.ts';

/** What list_actions was asked, apart from the ticket. */
export interface AskedActions {
  readonly client?: number | string | undefined;
  readonly agent?: number | string | undefined;
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
  readonly time_only: boolean;
  readonly billable_only: boolean;
  readonly include_private: boolean;
  readonly page: number;
  readonly page_size: number;
}
