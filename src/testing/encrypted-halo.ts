import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { type Certificates, createCertificates } from './certificates.ts';

/** The demo Halo behind https, under a name that only a proxy can find, with a certificate of our own authority. */
export interface EncryptedHalo extends AsyncDisposable {
  readonly demo: DemoHalo;
  /** `https://halo.test`; no name server knows it. */
  readonly url: string;
  /** The port of this computer where it really listens. */
  readonly port: number;
  readonly certificates: Certificates;
}

const host = 'halo.test';

export async function startEncryptedHalo(date: string): Promise<EncryptedHalo> {
  const folder = mkdtempSync(join(tmpdir(), 'halo-mcp-tls-'));
  const certificates = createCertificates(folder, host);
  const demo = await startDemoHalo({ date });
  const url = `https://${host}`;
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    tls: { key: certificates.serverKey, cert: certificates.serverCertificate },
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const answer = await fetch(`${demo.url}${pathname}${search}`, {
        method: request.method,
        headers: {
          authorization: request.headers.get('authorization') ?? '',
          'content-type': request.headers.get('content-type') ?? '',
        },
        ...(request.method === 'POST' ? { body: await request.text() } : {}),
      });
      const text = (await answer.text()).replaceAll(demo.url, url);
      return new Response(text, {
        status: answer.status,
        headers: { 'content-type': answer.headers.get('content-type') ?? '' },
      });
    },
  });
  return {
    demo,
    url,
    port: server.port ?? 0,
    certificates,
    [Symbol.asyncDispose]: async () => {
      await server.stop(true);
      await demo.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
