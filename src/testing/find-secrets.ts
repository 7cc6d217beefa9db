import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something written or shown, by the name it is reported under. */
export type Evidence = Readonly<Record<string, string | Uint8Array>>;

/** Every file below a folder, by its path. Links are not followed. */
export function readTree(folder: string): Evidence {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, readFileSync(path)]),
  );
}

/** Where any of the secrets stands, as it is or as programs write it otherwise. Never says the secret itself. */
export function findSecrets(secrets: Iterable<string>, evidence: Evidence): readonly string[] {
  const forms = [...secrets].flatMap(toForms);
  return Object.entries(evidence).flatMap(([name, content]) => {
    const bytes = Buffer.from(content);
    return forms
      .filter((form) => bytes.includes(form))
      .map((form) => `${name} (${form.length} bytes of a secret)`);
  });
}

/** As text of one and of two bytes a letter, in a web address, and as base64. */
function toForms(secret: string): readonly Buffer[] {
  const texts = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  // The last letters depend on what follows.
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -2);
  return [
    ...[...new Set([...texts, base64])].map((text) => Buffer.from(text)),
    Buffer.from(secret, 'utf16le'),
  ];
}
