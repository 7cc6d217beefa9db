import {
  type Colour,
  type Drawing,
  type Group,
  type Paint,
  type Point,
  paintIn,
  type Shape,
} from './drawing.ts';

/** What the tray icon tells at a glance. */
export type IconState = 'connected' | 'attention' | 'not-set-up' | 'offline';

export const iconStates: readonly IconState[] = ['connected', 'attention', 'not-set-up', 'offline'];

/** Each of them stands out on a light bar as well as on a dark one, so that nobody has to find out which it is. */
export const stateColours: Readonly<Record<IconState, Colour>> = {
  connected: [13, 148, 136],
  attention: [208, 110, 6],
  'not-set-up': [79, 131, 230],
  offline: [124, 132, 145],
};

/** The state's icon for a bar: a halo that is a speech bubble too. Shape and colour both tell the state. */
export function drawStateIcon(state: IconState): Drawing {
  return drawMark(state, paintIn(stateColours[state]));
}

/** The same in black alone, as macOS wants it: the system paints it to suit the bar. */
export function drawTemplateIcon(state: IconState): Drawing {
  return drawMark(state, paintIn([0, 0, 0]));
}

/** The product's icon for programs, pages and installers: the mark in white on a tile. */
export function drawAppIcon(): Drawing {
  const mark = drawMark('connected', paintIn([255, 255, 255]));
  const tile: Group = { paint: tilePaint, shapes: [{ kind: 'tile', inset: 0.25, corner: 3.6 }] };
  return [tile, ...mark.map((group) => shrink(group, 0.74))];
}

/** The same for macOS, whose icons leave a margin around their tile: 824 of 1,024 pixels. */
export function drawMacAppIcon(): Drawing {
  return drawAppIcon().map((group) => shrink(group, 824 / 1024 / (15.5 / 16)));
}

const tilePaint: Paint = { top: [20, 184, 166], bottom: [15, 92, 104] };

const centre: Point = [8, 7.5];
const radius = 6;
const width = 2;

/** Begins inside the ring's line, so that nothing of it shows in the bubble. */
const tail: Shape = {
  kind: 'corner',
  points: [
    [2.3, 10.2],
    [1.6, 14.7],
    [6.4, 13.6],
  ],
  rounding: 0.4,
};

const ring: Shape = { kind: 'ring', centre, radius, width };

const slash = { kind: 'line', from: [2.5, 2], to: [13.5, 13] } as const;

const dashes: readonly Shape[] = [0, 60, 120, 180, 240, 300].map((start) => ({
  kind: 'arc',
  centre,
  radius,
  width,
  from: start - 15,
  to: start + 15,
}));

function drawMark(state: IconState, paint: Paint): Drawing {
  switch (state) {
    case 'connected':
      return [{ paint, shapes: [ring, tail, { kind: 'disc', centre, radius: 2.25 }] }];
    case 'attention':
      return [
        {
          paint,
          shapes: [
            ring,
            tail,
            { kind: 'line', from: [8, 4.5], to: [8, 7.6], width: 1.9 },
            { kind: 'disc', centre: [8, 10.4], radius: 1.1 },
          ],
        },
      ];
    case 'not-set-up':
      return [
        {
          paint,
          shapes: [
            ...dashes,
            { kind: 'line', from: [8, 5.5], to: [8, 9.5], width: 1.6 },
            { kind: 'line', from: [6, 7.5], to: [10, 7.5], width: 1.6 },
          ],
        },
      ];
    case 'offline':
      return [
        { paint, shapes: [ring, tail], cuts: [{ ...slash, width: 4.4 }] },
        { paint, shapes: [{ ...slash, width: 1.9 }] },
      ];
  }
}

/** Around the square's centre. */
function shrink(group: Group, factor: number): Group {
  const move = ([x, y]: Point): Point => [8 + (x - 8) * factor, 8 + (y - 8) * factor];
  return { ...group, shapes: group.shapes.map((shape) => scale(shape, factor, move)) };
}

function scale(shape: Shape, factor: number, move: (point: Point) => Point): Shape {
  switch (shape.kind) {
    case 'disc':
      return { ...shape, centre: move(shape.centre), radius: shape.radius * factor };
    case 'line':
      return { ...shape, from: move(shape.from), to: move(shape.to), width: shape.width * factor };
    case 'arc':
    case 'ring':
      return {
        ...shape,
        centre: move(shape.centre),
        radius: shape.radius * factor,
        width: shape.width * factor,
      };
    case 'tile':
      return { ...shape, inset: 8 - (8 - shape.inset) * factor, corner: shape.corner * factor };
    case 'corner':
      return {
        ...shape,
        points: [move(shape.points[0]), move(shape.points[1]), move(shape.points[2])],
        rounding: shape.rounding * factor,
      };
  }
}
