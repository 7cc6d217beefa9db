import { CString, dlopen, type Pointer } from 'bun:ffi';

/** The call holds the whole program. It is only made to a keyring that has just answered, or has kept it waiting far longer. */
const longestMs = 1_000;

/**
 * Whether the keyring that new secrets go to is locked; undefined where it does not say. Needed because libsecret takes a secret
 * that it can't see for one that is not there: it reports neither a keyring that nobody unlocks nor a window that was dismissed.
 */
export function isKeyringLocked(): boolean | undefined {
  const library = openLibrary();
  if (library === undefined) return undefined;
  const bus = library.g_bus_get_sync(sessionBus, null, null);
  if (bus === null) return undefined;
  const question = library.g_variant_parse(
    null,
    toText("('org.freedesktop.Secret.Collection', 'Locked')"),
    null,
    null,
    null,
  );
  const answer = library.g_dbus_connection_call_sync(
    bus,
    toText('org.freedesktop.secrets'),
    toText('/org/freedesktop/secrets/aliases/default'),
    toText('org.freedesktop.DBus.Properties'),
    toText('Get'),
    question,
    null,
    doesNotStartIt,
    longestMs,
    null,
    null,
  );
  library.g_object_unref(bus);
  if (answer === null) return undefined;
  const text = readText(library, answer);
  library.g_variant_unref(answer);
  return text.includes('true');
}

const sessionBus = 2; // G_BUS_TYPE_SESSION
const doesNotStartIt = 1; // G_DBUS_CALL_FLAGS_NO_AUTO_START

type Library = NonNullable<ReturnType<typeof openLibrary>>;

/** It is there wherever libsecret is, which is made of it. */
function openLibrary() {
  try {
    return dlopen('libgio-2.0.so.0', {
      g_bus_get_sync: { args: ['i32', 'ptr', 'ptr'], returns: 'ptr' },
      g_variant_parse: { args: ['ptr', 'ptr', 'ptr', 'ptr', 'ptr'], returns: 'ptr' },
      g_dbus_connection_call_sync: {
        args: ['ptr', 'ptr', 'ptr', 'ptr', 'ptr', 'ptr', 'ptr', 'i32', 'i32', 'ptr', 'ptr'],
        returns: 'ptr',
      },
      g_variant_print: { args: ['ptr', 'i32'], returns: 'ptr' },
      g_variant_unref: { args: ['ptr'], returns: 'void' },
      g_object_unref: { args: ['ptr'], returns: 'void' },
      g_free: { args: ['ptr'], returns: 'void' },
    }).symbols;
  } catch {
    return undefined;
  }
}

function readText(library: Library, variant: Pointer | bigint): string {
  const text = library.g_variant_print(variant, 0);
  if (text === null) return '';
  const copy = new CString(text).toString();
  library.g_free(text);
  return copy;
}

function toText(text: string): Buffer {
  return Buffer.from(`${text}\0`);
}
