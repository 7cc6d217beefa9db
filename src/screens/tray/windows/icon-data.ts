import type { TrayMessage } from '../tray.ts';

/** What Windows is told about the icon. Handles are numbers of 64 bits. */
export interface IconData {
  readonly window: bigint;
  readonly icon: bigint;
  /** The message by which it tells the window what the person did. */
  readonly callback: number;
  readonly tooltip: string;
  readonly message?: TrayMessage | undefined;
}

/** Of `NOTIFYICONDATAW` on 64-bit systems, x64 and arm64. */
const size = 976;

/** Which parts hold something: the callback, the icon, the tooltip, the message; the last shows the tooltip as it always was. */
const flags = { callback: 1, icon: 2, tooltip: 4, message: 0x10, showTooltip: 0x80 };

const version = 4;

/** The C structure that Shell_NotifyIconW takes. Texts that are too long for it are cut. */
export function toIconData({ window, icon, callback, tooltip, message }: IconData): Uint8Array {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  const { callback: hears, icon: draws, tooltip: tips, showTooltip, message: says } = flags;
  view.setUint32(0, size, true);
  view.setBigUint64(8, window, true);
  view.setUint32(16, 1, true); // our only icon
  view.setUint32(20, hears | draws | tips | showTooltip | (message ? says : 0), true);
  view.setUint32(24, callback, true);
  view.setBigUint64(32, icon, true);
  putText(view, 40, 128, tooltip);
  view.setUint32(816, version, true);
  if (message) {
    putText(view, 304, 256, message.text || ' '); // an empty one shows no message at all
    putText(view, 820, 64, message.title);
    view.setUint32(948, 4, true); // with our own icon …
    view.setBigUint64(968, icon, true);
  }
  return bytes;
}

/** As UTF-16, ended by a zero; a pair of surrogates is not cut in two. */
function putText(view: DataView, at: number, room: number, text: string): void {
  const cut = text.slice(0, room - 1).replace(/[\uD800-\uDBFF]$/, '');
  for (let index = 0; index < cut.length; index++)
    view.setUint16(at + index * 2, cut.charCodeAt(index), true);
}
