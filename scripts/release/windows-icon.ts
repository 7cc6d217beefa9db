import { drawAppIcon } from '../../src/screens/icon/product-icon.ts';
import { toIco } from '../../src/screens/icon/to-ico.ts';
import { toPixels } from '../../src/screens/icon/to-pixels.ts';

/** What Windows asks for in its menus, lists and folders, at the usual scales. */
const sizes = [16, 20, 24, 32, 48, 64, 256];

/** The product's icon as a Windows icon file. */
export function drawWindowsIcon(): Uint8Array {
  return toIco(sizes.map((size) => toPixels(drawAppIcon(), size)));
}
