/**
 * The part of the browser that this page uses, and no more: there is no `innerHTML` here, so that no text from a ticket or a
 * client's name can ever become markup. The whole program is not given the browser's types, because it runs in none.
 */
export interface PageElement {
  textContent: string | null;
  hidden: boolean;
  /** Of fields alone. */
  value: string;
  /** Of check boxes and radio buttons alone. */
  checked: boolean;
  readonly isConnected: boolean;
  readonly append: (...nodes: readonly (PageElement | string)[]) => void;
  readonly replaceChildren: (...nodes: readonly (PageElement | string)[]) => void;
  readonly replaceWith: (...nodes: readonly (PageElement | string)[]) => void;
  readonly setAttribute: (name: string, value: string) => void;
  readonly removeAttribute: (name: string) => void;
  readonly hasAttribute: (name: string) => boolean;
  readonly addEventListener: (type: string, listen: (event: PageEvent) => void) => void;
  readonly querySelector: (selector: string) => PageElement | null;
  readonly focus: () => void;
  readonly click: () => void;
  readonly remove: () => void;
  /** Of dialogues alone. */
  readonly showModal: () => void;
  readonly close: () => void;
}

export interface PageEvent {
  readonly preventDefault: () => void;
}

interface PageDocument {
  title: string;
  readonly activeElement: PageElement | null;
  readonly body: PageElement;
  readonly createElement: (tag: string) => PageElement;
  readonly createElementNS: (namespace: string, tag: string) => PageElement;
  readonly querySelector: (selector: string) => PageElement | null;
}

/** A request whose answer can be read while it comes. */
export interface PageRequest {
  readonly status: number;
  readonly responseText: string;
  onprogress: (() => void) | null;
  onload: (() => void) | null;
  onerror: (() => void) | null;
  onabort: (() => void) | null;
  readonly open: (method: string, path: string) => void;
  readonly setRequestHeader: (name: string, value: string) => void;
  readonly send: (body: string) => void;
  readonly abort: () => void;
}

interface PageStorage {
  readonly getItem: (key: string) => string | null;
  readonly setItem: (key: string, value: string) => void;
}

declare const document: PageDocument;
declare const sessionStorage: PageStorage;
declare const location: { readonly hash: string; readonly pathname: string };
declare const history: {
  readonly replaceState: (state: unknown, title: string, path: string) => void;
};
declare const navigator: { readonly clipboard: { readonly writeText: (text: string) => Promise<void> } };
declare const XMLHttpRequest: new () => PageRequest;

/** The browser as the page knows it. */
export const browser = {
  document,
  sessionStorage,
  location,
  history,
  copy: (text: string): Promise<void> => navigator.clipboard.writeText(text),
  createRequest: (): PageRequest => new XMLHttpRequest(),
};
