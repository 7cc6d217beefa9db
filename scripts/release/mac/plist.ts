/** What Apple's property lists hold, as far as we write them; a number is a fraction to them, bytes are data. */
export type PlistValue = string | number | boolean | Uint8Array | Plist;

export interface Plist {
  readonly [key: string]: PlistValue;
}

/** A property list in XML, laid out as Apple's own tools do; the same values give the same text. */
export function writePlist(plist: Plist): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    ...writeValue(plist),
    '</plist>',
    '',
  ].join('\n');
}

function writeValue(value: PlistValue): readonly string[] {
  if (typeof value === 'string') return [`<string>${escapeXml(value)}</string>`];
  if (typeof value === 'number') return [`<real>${value}</real>`];
  if (typeof value === 'boolean') return [value ? '<true/>' : '<false/>'];
  if (value instanceof Uint8Array) return ['<data>', Buffer.from(value).toString('base64'), '</data>'];
  const entries = Object.entries(value).flatMap(([key, inner]) => [
    `<key>${escapeXml(key)}</key>`,
    ...writeValue(inner),
  ]);
  return ['<dict>', ...entries.map((line) => `\t${line}`), '</dict>'];
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
