import type { Unreadable } from '../../halo/pages.ts';
import type { SideSection } from '../side-section.ts';

type Rows = SideSection<{
  readonly rows: readonly unknown[];
  readonly total: number | undefined;
  readonly unreadable: readonly Unreadable[];
}>;

/** What a first line must say about a section of an answer that is missing or not whole; nothing where all of it is there. */
export function describeGaps(noun: string, section: Rows): readonly string[] {
  if ('missing' in section) return [`${noun} NOT READ (${section.missing})`];
  const { rows, total = 0, unreadable } = section.value;
  const came = rows.length + unreadable.length;
  return [
    ...(isWhole(section) ? [] : [`${noun} NOT COMPLETE: only ${came} of ${total} were read`]),
    ...(unreadable.length > 0
      ? [
          `${noun} without ${unreadable.length} unreadable (id ${unreadable
            .map((each) => each.id)
            .slice(0, 5)
            .join(', ')})`,
        ]
      : []),
  ];
}

/** True when every row came, those counted that could not be read. */
export function isWhole(section: Rows): boolean {
  if ('missing' in section) return false;
  const { rows, total = 0, unreadable } = section.value;
  return rows.length + unreadable.length >= total;
}
