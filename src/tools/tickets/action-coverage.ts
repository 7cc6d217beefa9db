import type { Walk } from '../../halo/pages.ts';

/** What of a walk is missing, in words for the first line of a reply whose main record is another; empty where nothing is. */
export function describeUnread(walk: Walk<unknown>, noun: string): readonly string[] {
  const got = walk.rows.length + walk.unreadable.length;
  const ids = walk.unreadable.map((record) => record.id);
  return [
    ...(walk.stopped === undefined && got >= walk.total
      ? []
      : [`NOT COMPLETE: only ${got} of ${walk.total} ${noun} were read`]),
    ...(ids.length === 0
      ? []
      : [`${ids.length} unreadable ${noun} left out (id ${ids.slice(0, 5).join(', ')})`]),
  ];
}
