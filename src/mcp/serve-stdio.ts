import { type Readable, Transform, type Writable } from 'node:stream';
import type { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio as serveOver } from '@modelcontextprotocol/server/stdio';
import type { Log } from '../base/log.ts';

/** The longest message that is read; a longer one ends the connection. */
export const maxMessageBytes = 10 * 1024 * 1024;

/** Serves MCP, in every protocol revision, until the client goes away. Resolves with why the connection ended. */
export function serveStdio(
  createServer: () => McpServer,
  input: Readable,
  output: Writable,
  log: Log,
): Promise<string> {
  return new Promise((resolve) => {
    let lastError = '';
    const transport = new StdioServerTransport(input.pipe(withoutByteOrderMark()), output, {
      maxBufferSize: maxMessageBytes,
    });
    serveOver(createServer, {
      transport,
      onerror: (error) => {
        lastError = error.message;
        log.warn('mcp connection', { problem: error.message.slice(0, 300) });
      },
    });
    const closeInner = transport.onclose;
    transport.onclose = () => {
      closeInner?.();
      resolve(lastError === '' ? 'the client closed the connection' : lastError);
    };
    output.once('close', () => resolve('the client stopped listening'));
    output.once('error', () => resolve('the client stopped listening'));
  });
}

/** Some Windows programs begin their stream with a byte order mark; the SDK would lose the first message over it. */
function withoutByteOrderMark(): Transform {
  let head = Buffer.alloc(0);
  let isPastHead = false;
  const mark = Buffer.from([0xef, 0xbb, 0xbf]);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (isPastHead) {
        done(null, chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      if (head.length < mark.length && mark.subarray(0, head.length).equals(head)) {
        done();
        return;
      }
      isPastHead = true;
      done(null, head.subarray(0, mark.length).equals(mark) ? head.subarray(mark.length) : head);
    },
    flush(done) {
      done(null, isPastHead ? undefined : head);
    },
  });
}
