/** The proxy variables, whichever case they are written in. */
export function readProxy(environment: Readonly<Record<string, string | undefined>>): {
  readonly proxy: string | undefined;
  readonly noProxy: string | undefined;
} {
  const read = (...names: readonly string[]) =>
    names.map((name) => environment[name]?.trim()).find((value) => value);
  return {
    proxy: read('HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'HTTP_PROXY', 'http_proxy'),
    noProxy: read('NO_PROXY', 'no_proxy'),
  };
}

/** Variables that Bun's own fetch would obey, even for this computer's own addresses; `main` removes them after reading. */
export const proxyVariables = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'ALL_PROXY',
  'all_proxy',
  'NO_PROXY',
  'no_proxy',
] as const;
