/** Stands for properties that are the same in every row of a kind; written out once and copied from then on. */
export const rest = Symbol('rest');

/** A record as it goes over the wire; undefined properties are left out, as Halo leaves out nulls. */
export type Row = { readonly [name: string]: unknown; readonly [rest]?: ConstantRow };

/** Properties that never change, as JSON without the braces. */
export class ConstantRow {
  readonly #properties: Row;
  #json: string | undefined;

  constructor(properties: Row) {
    this.#properties = properties;
  }

  get json(): string {
    this.#json ??= writeProperties(this.#properties);
    return this.#json;
  }
}

/** A whole number that Halo writes with a decimal, where the property's name alone does not tell. */
export class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** JSON as Halo writes it: no nulls, and amounts, hours and rates always with a decimal (`18.0`). */
export function toJson(value: unknown): string {
  return write(value, '');
}

/** Properties that hold decimals in Halo's database, in every kind of record. */
const floatNames = new Set(
  [
    'total revenue tax_total amountdue amountpaid amount_remaining credit_total customer_paid_total composite_tax_total',
    'credit_outstanding credit_used currency_conversion_rate conversion_rate last_invoiced_revenue net_amount tax_amount',
    'tax_rate unit_price unit_price_converted unit_cost qty_order discount_perc net_amount_converted net_total total_tax',
    'total_price baseprice percent_increase invoice_percent_increase periodchargeamount numberofunitsfree asset_value',
    'costperperiod startbalance prepayrecurringcharge prepayrecurringhours contract_prepaytotal contract_prepayused',
    'contract_prepaybalance percentageincrease hours_in_period hours_used hours_remaining hours_charged contract_value',
    'default_contract_value estimate estimatedays timetaken timetakendays timetakenadjusted nonbilltime chargehours',
    'nonchargehours travelhours totalmileage itemsprice slaholdtime slapercused slatimeleft cost projecttimebudget',
    'projecttimeactual projectmoneybudget projectmoneyactual projecttimepercentage projectcompletionpercentage oppvalue',
    'oppvalueadjusted oppvalue_monthly oppvalue_annual oppvalue_oneoff oppprofit hours rate money actual_hours',
    'actual_money remaining_hours remaining_value estimated_hours estimated_money scheduled_hours milestone_value',
    'actionchargehours actionchargeamount actionnonchargehours actionnonchargeamount actionprepayhours actionprepayamount',
    'actiontravelchargehours actiontravelamount actionmileageamount traveltime target_hours actual_hours break_hours',
    'unlogged_hours work_hours chargeable_hours allowed_break_hours percentage prepaytotal prepayused prepaybalance',
    'hourlyrate discountperc responsetime fixtime costprice value_amount item_quantity_in_stock',
  ].flatMap((line) => line.split(' ')),
);

function write(value: unknown, name: string): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Number.isInteger(value) && floatNames.has(name) ? `${value}.0` : String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return writeObject(value, name);
  }
}

function writeObject(value: unknown, name: string): string {
  if (typeof value !== 'object' || value === null) return 'null';
  if (value instanceof Float) return Number.isInteger(value.value) ? `${value.value}.0` : String(value.value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, name)).join(',')}]`;
  const own = writeProperties(value);
  if (!(rest in value) || !(value[rest] instanceof ConstantRow)) return `{${own}}`;
  return own === '' ? `{${value[rest].json}}` : `{${own},${value[rest].json}}`;
}

function writeProperties(properties: object): string {
  let json = '';
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    json += `${json === '' ? '' : ','}"${name}":${write(value, name)}`;
  }
  return json;
}
