export function readToml(_text: string): unknown { throw new Error(); }
export function readTomlEntries(_text: string, _keyPath: readonly string[]): Readonly<Record<string, unknown>> { throw new Error(); }
export function setTomlEntry(text: string, _keyPath: readonly string[], _name: string, _value: object): string { return text; }
export function removeTomlEntry(text: string, _keyPath: readonly string[], _name: string): string { return text; }
