import type { Action } from '../../halo/resources/actions.ts';

/** Where the hours of an action went. */
export interface ActionTime {
  /** As the agent worked them. */
  readonly worked: number;
  /** To be paid for in one way or another; Halo may have rounded them up. The three that follow add up to it. */
  readonly billable: number;
  readonly toInvoice: number;
  readonly underContract: number;
  readonly fromPrepay: number;
  /** Worked without being billable. */
  readonly notBillable: number;
  readonly travel: number;
}

/**
 * The hours of one action. Where Halo sends none of its three kinds of billable hours, which some instances never fill, the
 * worked hours count as to be invoiced when the action has a charge rate; rates 0 and -1 mean no charge.
 */
export function readActionTime(action: Action): ActionTime {
  const worked = action.timetaken ?? 0;
  const kinds = [action.actionchargehours, action.actionnonchargehours, action.actionprepayhours];
  const isSent = kinds.some((hours) => hours !== undefined && hours !== null);
  const [sentToInvoice = 0, underContract = 0, fromPrepay = 0] = kinds.map((hours) => hours ?? 0);
  const toInvoice = isSent ? sentToInvoice : (action.chargerate ?? 0) > 0 ? worked : 0;
  const billable = toInvoice + underContract + fromPrepay;
  return {
    worked,
    billable,
    toInvoice,
    underContract,
    fromPrepay,
    notBillable: Math.max(0, worked - billable),
    travel: action.traveltime ?? 0,
  };
}

/** The hours of several actions together. */
export function addActionTimes(times: readonly ActionTime[]): ActionTime {
  const add = (read: (time: ActionTime) => number) => times.reduce((sum, time) => sum + read(time), 0);
  return {
    worked: add((time) => time.worked),
    billable: add((time) => time.billable),
    toInvoice: add((time) => time.toInvoice),
    underContract: add((time) => time.underContract),
    fromPrepay: add((time) => time.fromPrepay),
    notBillable: add((time) => time.notBillable),
    travel: add((time) => time.travel),
  };
}

/** The invoice that an action or a time entry is on; undefined while it is on none. */
export function findInvoiceNumber(sent: string | number | null | undefined): string | undefined {
  const text = String(sent ?? '').trim();
  return text === '' || /^-?0*$|^-/.test(text) ? undefined : text;
}
