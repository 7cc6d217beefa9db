import type { PageElement } from './browser.ts';
import { element } from './element.ts';
import { text } from './text.ts';

/** The product's icon and name. */
export function brand(): PageElement {
  const icon = element('img', { src: '/icon.svg', alt: '', width: 28, height: 28 });
  return element('span', { class: 'brand' }, icon, text.product);
}
