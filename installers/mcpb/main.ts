import * as tls from 'node:tls';
import { serveExtension } from '../../src/cli/serve-extension.ts';
import { fetchAsBun } from './fetch-as-bun.ts';

Object.assign(globalThis, { fetch: fetchAsBun });
await serveExtension({
  // Node can tell since 22.15.
  readSystemAuthorities: () => tls.getCACertificates?.('system') ?? [],
});
