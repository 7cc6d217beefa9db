import { drawTemplateIcon, type IconState } from '../../icon/product-icon.ts';
import { toPixels } from '../../icon/to-pixels.ts';
import { toPng } from '../../icon/to-png.ts';
import type { Id, Objc } from './objc.ts';

/** Of the bar, in points; it is drawn with twice as many pixels, which a bar without Retina halves. */
const size = 18;

/** A picture for the bar, ours until it is released. The system gives it the bar's own colour, light or dark. */
export function makeStatusIcon(objc: Objc, state: IconState): Id {
  const png = toPng(toPixels(drawTemplateIcon(state), size * 2));
  const image = objc.send(
    objc.send(objc.getClass('NSImage'), 'alloc'),
    'initWithData:',
    'pp',
    objc.data(png),
  );
  if (image === 0n) throw new Error('The icon could not be read');
  objc.send(image, 'setSize:', 'vdd', size, size);
  if (objc.responds(image, 'setTemplate:')) objc.send(image, 'setTemplate:', 'vb', 1);
  return image;
}
