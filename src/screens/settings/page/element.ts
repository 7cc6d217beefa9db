import { browser, type PageElement, type PageEvent } from './browser.ts';

export type Child = PageElement | string | undefined;

/** True sets an attribute without a value; false and undefined leave it out; functions listen to the event of that name. */
export type Attributes = Readonly<
  Record<string, string | number | boolean | undefined | ((event: PageEvent) => void)>
>;

/** Makes an element. Children that are texts stay texts, whatever they hold. */
export function element(
  tag: string,
  attributes: Attributes = {},
  ...children: readonly Child[]
): PageElement {
  return fill(browser.document.createElement(tag), attributes, children);
}

/** The same for drawings. */
export function drawing(
  tag: string,
  attributes: Attributes = {},
  ...children: readonly Child[]
): PageElement {
  return fill(browser.document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

/** A heading that can be given the focus when what it heads is new. */
export function heading(level: 1 | 2 | 3, text: string): PageElement {
  return element(`h${level}`, { tabindex: -1 }, text);
}

export function paragraph(text: string, className?: string): PageElement {
  return element('p', { class: className }, text);
}

let lastId = 0;

/** An id for a label, a description or a field. */
export function nextId(): string {
  lastId += 1;
  return `e${lastId}`;
}

function fill(made: PageElement, attributes: Attributes, children: readonly Child[]): PageElement {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== undefined && value !== false) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}
