import type { PageElement } from './browser.ts';
import { checkBox, field } from './controls.ts';
import { element, nextId } from './element.ts';
import { capitalise } from './on-this-page.ts';
import { text } from './text.ts';

/** A form made from a tool's schema. */
export interface SchemaForm {
  readonly whole: PageElement;
  /** What was filled in; what was left empty is left out. Undefined where something can't be used, which the form then says. */
  readonly read: () => Readonly<Record<string, unknown>> | undefined;
}

/** One input of a tool: what a value is, undefined where it was left empty, 'wrong' where it can't be used. */
interface Part {
  readonly name: string;
  readonly whole: PageElement;
  readonly read: () => string | number | boolean | undefined | 'wrong';
}

/** The part of JSON Schema that our tools use. */
interface Property {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly { readonly type?: string }[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

export interface ToolSchema {
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
}

/** Makes the form; every check but that of whole numbers is left to the tool, whose own words the person is to see. */
export function schemaForm({ properties = {}, required = [] }: ToolSchema): SchemaForm {
  const parts = Object.entries(properties).map(([name, property]) =>
    toPart(name, property, required.includes(name)),
  );
  return {
    whole: element('div', { class: 'fields' }, ...parts.map(({ whole }) => whole)),
    read: () => {
      const values = parts.map(({ name, read }) => [name, read()] as const);
      if (values.some(([, value]) => value === 'wrong')) return undefined;
      return Object.fromEntries(values.filter(([, value]) => value !== undefined));
    },
  };
}

function toPart(name: string, property: Property, isRequired: boolean): Part {
  const label = `${toLabel(name)}${isRequired ? ` ${text.tryIt.required}` : ''}`;
  if (property.type === 'boolean') return toCheckBox(name, label, property);
  if (property.enum !== undefined) return toSelect(name, label, property, property.enum);
  const types = property.anyOf?.map(({ type }) => type) ?? [property.type];
  const isNumber = types.includes('integer') && !types.includes('string');
  const isDay = property.description?.includes('YYYY-MM-DD') === true;
  const made = field(
    label,
    {
      name,
      type: isDay ? 'date' : 'text',
      inputmode: isNumber ? 'numeric' : undefined,
      placeholder: property.default === undefined ? undefined : String(property.default),
      maxlength: property.maxLength,
      required: isRequired,
    },
    describe(property),
  );
  const read = () => {
    const value = made.input.value.trim();
    const isWhole = /^-?\d+$/.test(value);
    made.complain(isNumber && value !== '' && !isWhole ? text.tryIt.notNumber : null);
    if (value === '') return undefined;
    if (!types.includes('integer')) return value;
    if (isWhole) return Number(value);
    return isNumber ? 'wrong' : value;
  };
  return { name, whole: made.whole, read };
}

/** The tool's own name for it, as a person would write it. */
function toLabel(name: string): string {
  return capitalise(name.replaceAll('_', ' ')).replace(/^Sla\b/, 'SLA');
}

function describe({ description }: Property): string | undefined {
  return description === undefined ? undefined : capitalise(description.replace(/^([a-z]+): /, '$1 '));
}

function toCheckBox(name: string, label: string, property: Property): Part {
  const description = describe(property);
  const usual = property.default;
  const whole = checkBox(
    element(
      'span',
      {},
      label,
      description === undefined ? undefined : element('span', { class: 'hint' }, description),
    ),
    usual === true,
    { name },
  );
  return {
    name,
    whole,
    read: () => (whole.box.checked === (usual === true) ? undefined : whole.box.checked),
  };
}

function toSelect(name: string, label: string, property: Property, choices: readonly string[]): Part {
  const usual = property.default;
  const [id, hintId] = [nextId(), nextId()];
  const option = (value: string, shown: string) =>
    element('option', { value, selected: value === usual }, shown);
  const select = element(
    'select',
    { id, name, 'aria-describedby': hintId },
    usual === undefined ? option('', text.tryIt.any) : undefined,
    ...choices.map((choice) => option(choice, choice.replaceAll('_', ' '))),
  );
  const whole = element(
    'div',
    { class: 'field' },
    element('label', { for: id }, label),
    element('p', { id: hintId, class: 'hint' }, describe(property) ?? ''),
    select,
  );
  return {
    name,
    whole,
    read: () => (select.value === '' || select.value === usual ? undefined : select.value),
  };
}
