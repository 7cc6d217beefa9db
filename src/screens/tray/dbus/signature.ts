import { DbusFormatError } from './value.ts';

/** Deeper than anything that is sent to us; stops what was made to exhaust the stack. */
const deepest = 32;

/** The complete types that a signature lists: `sa{sv}u` is `s`, `a{sv}`, `u`. Throws where it isn't a signature. */
export function splitSignature(signature: string): readonly string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length; ) {
    const end = findEnd(signature, at, 0);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

/** Key and value of a dictionary entry's type, `{sv}`. */
export function splitEntry(type: string): readonly [key: string, value: string] {
  const [key, value, ...rest] = splitSignature(type.slice(1, -1));
  if (key === undefined || value === undefined || rest.length > 0 || !basicTypes.includes(key))
    throw new DbusFormatError(`${type} is no dictionary entry`);
  return [key, value];
}

/** On what multiple of bytes a value of that type begins. */
export function alignmentOf(type: string): 1 | 2 | 4 | 8 {
  const kind = type.charAt(0);
  if ('ygv'.includes(kind)) return 1;
  if ('nq'.includes(kind)) return 2;
  return 'biusoa'.includes(kind) ? 4 : 8;
}

const basicTypes = 'ybnqiuxtdsog';

function findEnd(signature: string, at: number, depth: number): number {
  const kind = signature.charAt(at);
  if (depth > deepest) throw new DbusFormatError('A type is nested too deeply');
  if (kind === 'a') return findEnd(signature, at + 1, depth + 1);
  if (kind === '(' || kind === '{') {
    const close = kind === '(' ? ')' : '}';
    let end = at + 1;
    while (signature.charAt(end) !== close) end = findEnd(signature, end, depth + 1);
    if (end === at + 1) throw new DbusFormatError('A type is empty');
    return end + 1;
  }
  if (kind === 'v' || (kind !== '' && basicTypes.includes(kind))) return at + 1;
  throw new DbusFormatError(`"${signature}" is no signature`);
}
