import { type Message, readMessage, writeMessage } from './message.ts';
import { openSocket, type Wire } from './socket.ts';
import type { DbusValue } from './value.ts';

/** A method of another program, or of ours. */
export interface Call {
  readonly destination: string;
  readonly path: string;
  readonly face: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly DbusValue[];
}

export interface Answer {
  readonly signature: string;
  readonly body: readonly DbusValue[];
}

export interface BusListener {
  /** Answers a call to us; undefined where there is no such method. What it throws is sent back as an error. */
  readonly onCall: (call: Message) => Answer | undefined;
  readonly onSignal: (signal: Message) => void;
  /** The connection is gone, and not because we closed it. */
  readonly onLost: () => void;
}

/** What another program answered instead of a result; `code` is its name, such as `org.freedesktop.DBus.Error.ServiceUnknown`. */
export class DbusError extends Error {
  override readonly name = 'DbusError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The bus itself, as one of the programs on it. */
const daemon = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  face: 'org.freedesktop.DBus',
};

const callTimeoutMs = 5_000;

/** A connection to a message bus. */
export class Bus {
  readonly #wire: Wire;
  readonly #listener: BusListener;
  readonly #waiting = new Map<
    number,
    { readonly resolve: (body: readonly DbusValue[]) => void; readonly reject: (error: Error) => void }
  >();
  #rest = new Uint8Array(0);
  #serial = 0;
  #isClosed = false;
  #name = '';

  /** Throws where nothing answers at that socket, or the bus turns us away. */
  static async open(socket: string, listener: BusListener): Promise<Bus> {
    const bus = new Bus(await openSocket(socket), listener);
    bus.#wire.start({ onBytes: (bytes) => bus.#receive(bytes), onEnd: () => bus.#end() });
    try {
      const [name] = await bus.call({ ...daemon, member: 'Hello' });
      if (typeof name !== 'string') throw new DbusError('unnamed', 'The bus gave us no name');
      bus.#name = name;
      return bus;
    } catch (error) {
      bus.close();
      throw error;
    }
  }

  private constructor(wire: Wire, listener: BusListener) {
    this.#wire = wire;
    this.#listener = listener;
  }

  /** What the bus calls us, such as `:1.42`. */
  get name(): string {
    return this.#name;
  }

  /** Throws a DbusError where the other program says no, or says nothing for five seconds. */
  call({ signature = '', body = [], ...call }: Call): Promise<readonly DbusValue[]> {
    if (this.#isClosed) return Promise.reject(new DbusError('closed', 'The bus is gone'));
    return new Promise((resolve, reject) => {
      const serial = this.#send({ kind: 'call', isOneWay: false, ...call, signature, body });
      const timer = setTimeout(() => {
        this.#waiting.delete(serial);
        reject(new DbusError('timeout', `${call.member} was not answered`));
      }, callTimeoutMs);
      this.#waiting.set(serial, {
        resolve: (result) => {
          clearTimeout(timer);
          resolve(result);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
    });
  }

  signal(signal: {
    readonly path: string;
    readonly face: string;
    readonly member: string;
    readonly signature?: string;
    readonly body?: readonly DbusValue[];
  }): void {
    const { signature = '', body = [] } = signal;
    if (!this.#isClosed) this.#send({ kind: 'signal', isOneWay: true, ...signal, signature, body });
  }

  /** From now on signals that fit the rule reach the listener. */
  async listen(rule: string): Promise<void> {
    await this.call({ ...daemon, member: 'AddMatch', signature: 's', body: [rule] });
  }

  async isOwned(name: string): Promise<boolean> {
    const [isOwned] = await this.call({ ...daemon, member: 'NameHasOwner', signature: 's', body: [name] });
    return isOwned === true;
  }

  /** False where another program has the name. */
  async own(name: string): Promise<boolean> {
    const doNotQueue = 4;
    const body = [name, doNotQueue];
    const [result] = await this.call({ ...daemon, member: 'RequestName', signature: 'su', body });
    return result === 1 || result === 4;
  }

  /** Gives a name up again. */
  async disown(name: string): Promise<void> {
    await this.call({ ...daemon, member: 'ReleaseName', signature: 's', body: [name] });
  }

  close(): void {
    this.#isClosed = true;
    this.#wire.close();
    this.#rejectAll();
  }

  #receive(bytes: Uint8Array): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    try {
      for (let next = readMessage(this.#rest); next; next = readMessage(this.#rest)) {
        this.#rest = this.#rest.subarray(next.length);
        this.#dispatch(next.message);
      }
    } catch {
      // After something that can't be read nothing that follows can be.
      this.#wire.close();
      this.#end();
    }
  }

  #dispatch(message: Message): void {
    switch (message.kind) {
      case 'return':
      case 'error':
        this.#settle(message);
        break;
      case 'signal':
        this.#listener.onSignal(message);
        break;
      case 'call':
        this.#answer(message);
    }
  }

  #settle({ kind, replyTo = 0, errorName = '', body }: Message): void {
    const waiting = this.#waiting.get(replyTo);
    this.#waiting.delete(replyTo);
    if (kind === 'return') waiting?.resolve(body);
    else waiting?.reject(new DbusError(errorName, typeof body[0] === 'string' ? body[0] : errorName));
  }

  #answer(call: Message): void {
    const answer = this.#ask(call);
    if (call.isOneWay) return;
    const reply = { isOneWay: true, replyTo: call.serial, destination: call.sender };
    if ('errorName' in answer)
      this.#send({ kind: 'error', ...reply, ...answer, signature: 's', body: [answer.errorName] });
    else this.#send({ kind: 'return', ...reply, ...answer });
  }

  #ask(call: Message): Answer | { readonly errorName: string } {
    try {
      const answer = this.#listener.onCall(call);
      return answer ?? { errorName: 'org.freedesktop.DBus.Error.UnknownMethod' };
    } catch {
      return { errorName: 'org.freedesktop.DBus.Error.InvalidArgs' };
    }
  }

  #send(message: Omit<Message, 'serial'>): number {
    const serial = ++this.#serial;
    this.#wire.send(writeMessage({ ...message, serial }));
    return serial;
  }

  #end(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#rejectAll();
    if (this.#name !== '') this.#listener.onLost();
  }

  #rejectAll(): void {
    for (const { reject } of this.#waiting.values()) reject(new DbusError('closed', 'The bus is gone'));
    this.#waiting.clear();
  }
}
