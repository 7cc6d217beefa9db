import { type Colour, type Drawing, type Group, pointAt, type Shape, side } from './drawing.ts';

/** The drawing as an SVG file. It needs no style sheet, so that a strict content security policy lets it through. */
export function toSvg(drawing: Drawing): string {
  const parts = drawing.map((group, index) => writeGroup(group, index));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}">${parts.join('')}</svg>\n`;
}

function writeGroup({ paint, shapes, cuts = [] }: Group, index: number): string {
  const [top, bottom] = [toHex(paint.top), toHex(paint.bottom)];
  const isPlain = top === bottom;
  const fill = isPlain ? top : `url(#paint${index})`;
  const gradient = isPlain
    ? ''
    : `<linearGradient id="paint${index}" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="0" y2="${side}">` +
      `<stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>`;
  const isCut = cuts.length > 0;
  const all = `<rect width="${side}" height="${side}" fill="#fff"/>`;
  const mask = isCut
    ? `<mask id="cut${index}" maskUnits="userSpaceOnUse" x="0" y="0" width="${side}" height="${side}">${all}` +
      `${cuts.map((shape) => writeShape(shape, '#000')).join('')}</mask>`
    : '';
  const drawn = shapes.map((shape) => writeShape(shape, fill)).join('');
  return `${gradient}${mask}${isCut ? `<g mask="url(#cut${index})">${drawn}</g>` : drawn}`;
}

function writeShape(shape: Shape, paint: string): string {
  switch (shape.kind) {
    case 'disc':
      return `<circle ${at(shape.centre)} r="${shorten(shape.radius)}" fill="${paint}"/>`;
    case 'ring':
      return `<circle ${at(shape.centre)} r="${shorten(shape.radius)}" ${outline(paint, shape.width)}/>`;
    case 'line':
      return `<path d="M${pair(shape.from)}L${pair(shape.to)}" ${outline(paint, shape.width)}/>`;
    case 'arc': {
      const [start, end] = [shape.from, shape.to].map((angle) => pointAt(shape.centre, shape.radius, angle));
      const radius = shorten(shape.radius);
      const isLong = shape.to - shape.from > 180 ? 1 : 0;
      const path = `M${pair(start)}A${radius} ${radius} 0 ${isLong} 1 ${pair(end)}`;
      return `<path d="${path}" ${outline(paint, shape.width)}/>`;
    }
    case 'tile': {
      const length = shorten(side - 2 * shape.inset);
      const corner = `x="${shape.inset}" y="${shape.inset}" rx="${shorten(shape.corner)}"`;
      return `<rect ${corner} width="${length}" height="${length}" fill="${paint}"/>`;
    }
    case 'corner': {
      const points = shape.points.map(pair).join('L');
      const rounded = `stroke="${paint}" stroke-width="${shorten(shape.rounding * 2)}" stroke-linejoin="round"`;
      return `<path d="M${points}Z" fill="${paint}" ${rounded}/>`;
    }
  }
}

function outline(paint: string, width: number): string {
  return `fill="none" stroke="${paint}" stroke-width="${shorten(width)}" stroke-linecap="round"`;
}

function at([x, y]: readonly [number, number]): string {
  return `cx="${shorten(x)}" cy="${shorten(y)}"`;
}

function pair(point: readonly [number, number] | undefined): string {
  return point ? point.map(shorten).join(' ') : '';
}

function shorten(number: number): string {
  return String(Math.round(number * 1000) / 1000);
}

function toHex(colour: Colour): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
