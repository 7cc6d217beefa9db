/** Whether a value has keys: neither a list nor a date nor nothing. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** An entry without the members that shall go, which are undefined, and without objects that held nothing else. */
export function dropUndefined(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const members = Object.entries(value);
  const kept = members
    .map(([key, member]) => [key, dropUndefined(member)] as const)
    .filter(([, member]) => member !== undefined);
  return kept.length === 0 && members.length > 0 ? undefined : Object.fromEntries(kept);
}

/** A value wrapped in objects, the first key outermost. */
export function nestValue(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, key) => Object.fromEntries([[key, inner]]), value);
}

/** A value without what stands at a path, and without the objects on the way to it that hold nothing else. */
export function omitPath(value: unknown, [key, ...deeper]: readonly string[]): unknown {
  if (key === undefined || !isRecord(value)) return key === undefined ? undefined : value;
  const members = Object.entries(value).flatMap(([name, member]) => {
    const kept = name === key ? omitPath(member, deeper) : member;
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/** What stands at a path; undefined where nothing does. */
export function readPath(value: unknown, [key, ...deeper]: readonly string[]): unknown {
  if (key === undefined) return value;
  return isRecord(value) && Object.hasOwn(value, key) ? readPath(value[key], deeper) : undefined;
}
