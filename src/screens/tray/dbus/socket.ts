/** Bytes to and from a bus that has let us in. */
export interface Wire {
  /** What came in meanwhile, and all that follows, is handed to the listener from now on. */
  readonly start: (listener: WireListener) => void;
  readonly send: (bytes: Uint8Array) => void;
  readonly close: () => void;
}

export interface WireListener {
  readonly onBytes: (bytes: Uint8Array) => void;
  readonly onEnd: () => void;
}

const greetingTimeoutMs = 5_000;

/** Connects and introduces us by our user id, which the bus checks for itself. Throws where that fails or takes five seconds. */
export function openSocket(path: string): Promise<Wire> {
  return new Promise((resolve, reject) => {
    let unsent: readonly Uint8Array[] = [];
    let early: readonly Uint8Array[] = [];
    let greeting = '';
    let isLetIn = false;
    let isClosed = false;
    let listener: WireListener | undefined;

    const fail = (reason: string) => {
      if (isClosed) return;
      isClosed = true;
      clearTimeout(timer);
      reject(new Error(reason));
      listener?.onEnd();
    };

    const timer = setTimeout(() => fail('The session bus does not answer'), greetingTimeoutMs);

    Bun.connect({
      unix: path,
      socket: {
        open(socket) {
          if (isClosed) return void socket.end();
          const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
          socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
        },
        data(socket, bytes) {
          if (isLetIn) {
            if (listener) listener.onBytes(bytes);
            else early = [...early, bytes];
            return;
          }
          greeting += bytes.toString('latin1');
          if (!greeting.includes('\r\n')) return;
          if (!greeting.startsWith('OK ')) {
            fail('The session bus turned us away');
            socket.end();
            return;
          }
          isLetIn = true;
          clearTimeout(timer);
          socket.write('BEGIN\r\n');
          resolve({
            start: (hearer) => {
              listener = hearer;
              for (const piece of early) hearer.onBytes(piece);
            },
            send: (message) => {
              unsent = [...unsent, message];
              flush(socket);
            },
            close: () => {
              isClosed = true;
              socket.end();
            },
          });
        },
        drain: (socket) => flush(socket),
        close: () => fail('The session bus closed the connection'),
        error: () => fail('The connection to the session bus failed'),
        connectError: () => fail('Nothing answers where the session bus should be'),
      },
    }).catch(() => fail('Nothing answers where the session bus should be'));

    function flush(socket: { readonly write: (bytes: Uint8Array) => number }): void {
      while (unsent[0] !== undefined) {
        const [first, ...others] = unsent;
        const written = socket.write(first);
        if (written < first.length) {
          unsent = [first.subarray(Math.max(written, 0)), ...others];
          return;
        }
        unsent = others;
      }
    }
  });
}
