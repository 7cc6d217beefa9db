/** Scope names that Halo knows; `:users`, `:agents`, `:actions` and `:sites` do not exist. */
const scopeTopics = [
  'tickets',
  'calendar',
  'customers',
  'crm',
  'timesheets',
  'contracts',
  'suppliers',
  'items',
  'projects',
  'sales',
  'quotes',
  'sos',
  'pos',
  'invoices',
  'reporting',
  'software',
  'softwarelicensing',
  'kb',
  'assets',
] as const;

const knownScopes: ReadonlySet<string> = new Set([
  'all',
  'all:standard',
  'admin',
  'offline_access',
  'openid',
  'editMine:timesheets',
  'access:chat',
  'access:adpasswordreset',
  ...scopeTopics.flatMap((topic) => [`read:${topic}`, `edit:${topic}`]),
]);

/** Reads a space-separated list; undefined where one of them does not exist. */
export function readScopes(text: string | null): readonly string[] | undefined {
  const scopes = (text ?? '').split(/\s+/).filter((scope) => scope !== '');
  return scopes.every((scope) => knownScopes.has(scope)) ? scopes : undefined;
}

/** True where one of the scopes lets a topic be read. */
export function coverTopic(scopes: readonly string[], topic: string): boolean {
  return scopes.some(
    (scope) =>
      scope === 'all' ||
      scope === 'all:standard' ||
      scope === 'admin' ||
      scope === `read:${topic}` ||
      scope === `edit:${topic}`,
  );
}

/** True where they let anything be read at all. */
export function coverAnything(scopes: readonly string[]): boolean {
  return scopes.some((scope) => scope !== 'offline_access' && scope !== 'openid');
}
