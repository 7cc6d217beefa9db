import { type Drawing, type Group, type Point, pointAt, type Shape, side } from './drawing.ts';

/** A square picture: four bytes a pixel (red, green, blue, alpha; not premultiplied), row by row from the top. */
export interface Pixels {
  readonly size: number;
  readonly bytes: Uint8Array;
}

/** Paints a drawing at any size, with soft edges. */
export function toPixels(drawing: Drawing, size: number): Pixels {
  const bytes = new Uint8Array(size * size * 4);
  const unit = side / size;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const point: Point = [(column + 0.5) * unit, (row + 0.5) * unit];
      bytes.set(mixAt(drawing, point, unit), (row * size + column) * 4);
    }
  }
  return { size, bytes };
}

function mixAt(drawing: Drawing, point: Point, unit: number): readonly number[] {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (const group of drawing) {
    const over = coverGroup(group, point, unit);
    if (over === 0) continue;
    const depth = point[1] / side;
    const [r = 0, g = 0, b = 0] = group.paint.top.map(
      (top, index) => top + ((group.paint.bottom[index] ?? top) - top) * depth,
    );
    const rest = alpha * (1 - over);
    const total = over + rest;
    [red, green, blue] = [
      (r * over + red * rest) / total,
      (g * over + green * rest) / total,
      (b * over + blue * rest) / total,
    ];
    alpha = total;
  }
  return [red, green, blue, alpha * 255].map(Math.round);
}

function coverGroup({ shapes, cuts = [] }: Group, point: Point, unit: number): number {
  const cover = (list: readonly Shape[]) =>
    list.reduce((most, shape) => Math.max(most, toCoverage(findDistance(shape, point), unit)), 0);
  const covered = cover(shapes);
  return covered === 0 ? 0 : covered * (1 - cover(cuts));
}

/** How much of a pixel lies inside, from the distance of its middle to the edge. */
function toCoverage(distance: number, unit: number): number {
  return Math.min(1, Math.max(0, 0.5 - distance / unit));
}

/** From the edge of the shape; negative inside it. */
function findDistance(shape: Shape, point: Point): number {
  switch (shape.kind) {
    case 'disc':
      return distanceBetween(point, shape.centre) - shape.radius;
    case 'ring':
      return Math.abs(distanceBetween(point, shape.centre) - shape.radius) - shape.width / 2;
    case 'line':
      return distanceToLine(point, shape.from, shape.to) - shape.width / 2;
    case 'arc':
      return distanceToArc(point, shape) - shape.width / 2;
    case 'tile':
      return distanceToTile(point, shape.inset, shape.corner);
    case 'corner':
      return distanceToTriangle(point, shape.points) - shape.rounding;
  }
}

function distanceBetween([ax, ay]: Point, [bx, by]: Point): number {
  return Math.hypot(ax - bx, ay - by);
}

function distanceToLine(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const along = ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / (dx * dx + dy * dy);
  const share = Math.min(1, Math.max(0, along));
  return distanceBetween(point, [from[0] + share * dx, from[1] + share * dy]);
}

function distanceToArc(point: Point, { centre, radius, from, to }: Extract<Shape, { kind: 'arc' }>): number {
  const degrees = (Math.atan2(point[1] - centre[1], point[0] - centre[0]) * 180) / Math.PI;
  const turn = (((degrees - from) % 360) + 360) % 360;
  if (turn <= to - from) return Math.abs(distanceBetween(point, centre) - radius);
  const ends = [from, to].map((end) => distanceBetween(point, pointAt(centre, radius, end)));
  return Math.min(...ends);
}

function distanceToTile([x, y]: Point, inset: number, corner: number): number {
  const reach = side / 2 - inset - corner;
  const [dx, dy] = [Math.abs(x - side / 2) - reach, Math.abs(y - side / 2) - reach];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - corner;
}

function distanceToTriangle(point: Point, [a, b, c]: readonly [Point, Point, Point]): number {
  const edges: readonly (readonly [Point, Point])[] = [
    [a, b],
    [b, c],
    [c, a],
  ];
  const nearest = Math.min(...edges.map(([from, to]) => distanceToLine(point, from, to)));
  const sides = edges.map(
    ([from, to]) => (to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0]) >= 0,
  );
  return sides.every((one) => one === sides[0]) ? -nearest : nearest;
}
