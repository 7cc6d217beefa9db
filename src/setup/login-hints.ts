const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const oneGuid = new RegExp(`^${guid}$`, 'i');
const secretStart = new RegExp(`${guid}-[0-9a-f]`, 'i');
const twoGuids = new RegExp(`^${guid}-${guid}$`, 'i');

/**
 * What looks wrong with a client ID, for the person to look again; undefined where nothing does. Never a reason to refuse it:
 * Halo's IDs are GUIDs as far as has been seen, and Halo alone decides.
 */
export function hintClientId(clientId: string): string | undefined {
  const odd = findOddity(clientId);
  if (odd !== undefined) return odd;
  if (twoGuids.test(clientId))
    return 'This looks like the client secret; the client ID is the shorter of the two';
  if (oneGuid.test(clientId)) return undefined;
  return 'A client ID usually looks like 01234567-89ab-cdef-0123-456789abcdef. An API key is something else: look for "Client ID" on the application\'s Details page';
}

/** What looks wrong with a client secret beside its ID, for the person to look again; undefined where nothing does. */
export function hintClientSecret(clientSecret: string, clientId: string): string | undefined {
  const odd = findOddity(clientSecret);
  if (odd !== undefined) return odd;
  if (clientSecret === clientId)
    return 'This is the client ID once more; the client secret is about twice as long';
  if (oneGuid.test(clientSecret)) {
    return twoGuids.test(clientId)
      ? 'The two look swapped: the client ID is the shorter one, the client secret about twice as long'
      : 'This looks like a client ID; the client secret is about twice as long';
  }
  if (twoGuids.test(clientSecret)) return undefined;
  return 'A client secret usually is two IDs joined by a dash, 73 characters in all. Halo shows it once, when it is generated';
}

/** True for what has the form of a client secret. */
export function looksLikeSecret(text: string): boolean {
  return twoGuids.test(text);
}

/** True as soon as what is typed can't be a client ID any more but goes on as a client secret does, also amid other text. */
export function beginsLikeSecret(typed: string): boolean {
  return secretStart.test(typed);
}

function findOddity(text: string): string | undefined {
  if (
    /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ||
    /^[\w-]+(?:\.[\w-]+)*\.(?:com|io|net|org)(?:[/:]|$)/i.test(text)
  ) {
    return "This is an address; the client ID and client secret are on the application's Details page in Halo";
  }
  if (/^[*•●·xX.]{4,}$/u.test(text)) {
    return 'These are only the dots that stand for it. Generate a new secret in Halo, and copy it while it is shown';
  }
  return /^eyJ/.test(text)
    ? "This is a token, which lives for an hour; the client ID and client secret are on the application's Details page in Halo"
    : undefined;
}
