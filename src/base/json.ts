/** Reads text as JSON; undefined where it is none, for callers that word an unreadable answer themselves. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
