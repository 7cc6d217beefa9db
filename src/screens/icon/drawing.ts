/** A picture in a square of 16 units: groups, painted one over the other. Every format is made from it. */
export type Drawing = readonly Group[];

/** Shapes in one paint; where one of the `cuts` lies, the group is not painted. */
export interface Group {
  readonly paint: Paint;
  readonly shapes: readonly Shape[];
  readonly cuts?: readonly Shape[];
}

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** From the top of the square to its bottom. */
export interface Paint {
  readonly top: Colour;
  readonly bottom: Colour;
}

export type Point = readonly [x: number, y: number];

/** Lines and arcs have round ends. Angles are degrees, clockwise, from three o'clock. */
export type Shape =
  | { readonly kind: 'disc'; readonly centre: Point; readonly radius: number }
  | { readonly kind: 'line'; readonly from: Point; readonly to: Point; readonly width: number }
  | {
      readonly kind: 'arc';
      readonly centre: Point;
      readonly radius: number;
      readonly width: number;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'ring'; readonly centre: Point; readonly radius: number; readonly width: number }
  | { readonly kind: 'tile'; readonly inset: number; readonly corner: number }
  | { readonly kind: 'corner'; readonly points: readonly [Point, Point, Point]; readonly rounding: number };

/** Length of the square's sides. */
export const side = 16;

export function paintIn(colour: Colour): Paint {
  return { top: colour, bottom: colour };
}

/** The point of an arc or ring at that angle. */
export function pointAt([x, y]: Point, radius: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
}
