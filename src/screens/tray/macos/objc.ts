import { CFunction, dlopen, JSCallback } from 'bun:ffi';

/** An object, a class or a selector. Zero is none (nil); what is sent to it is answered with zero. */
export type Id = bigint;

/** Where Objective-C lives on a system. */
export interface ObjcSystem {
  /** The C library, for loading the others. */
  readonly c: string;
  readonly runtime: string;
  readonly frameworks: readonly string[];
  /** Loads now, for everybody. */
  readonly loadFlags: number;
  /** The function that sends, or the one that finds what is to be called. */
  readonly dispatch: 'objc_msgSend' | 'objc_msg_lookup';
}

export const apple: ObjcSystem = {
  c: '/usr/lib/libSystem.B.dylib',
  runtime: '/usr/lib/libobjc.A.dylib',
  frameworks: ['/System/Library/Frameworks/AppKit.framework/AppKit'],
  loadFlags: 0x1 | 0x8,
  dispatch: 'objc_msgSend',
};

/** One letter a value: `p` an object or pointer, `i` a whole number, `d` a fraction, `b` yes or no, `m` bytes, `v` nothing. */
const types = { p: 'u64', i: 'i64', d: 'f64', b: 'u8', m: 'ptr', v: 'void' } as const;

type Argument = Id | number | Uint8Array;

/** Talks to Objective-C. Only on the process's main thread, as AppKit demands. */
export class Objc {
  readonly #runtime: Runtime;
  readonly #selectors = new Map<string, Id>();
  readonly #functions = new Map<string, CallableFunction>();
  /** Objective-C keeps pointers to these. */
  readonly #kept: unknown[] = [];

  /** Throws where a library is missing. */
  constructor(system: ObjcSystem) {
    this.#runtime = load(system);
  }

  /** Throws where there is no such class. */
  getClass(name: string): Id {
    const found = this.#runtime.getClass(toC(name));
    if (found === 0n) throw new Error(`There is no class ${name}`);
    return found;
  }

  selector(name: string): Id {
    const known = this.#selectors.get(name) ?? this.#runtime.selector(toC(name));
    this.#selectors.set(name, known);
    return known;
  }

  /** Sends a message; `signature` has a letter for what comes back, then one for each argument. */
  send(to: Id, selector: string, signature = 'p', ...args: readonly Argument[]): Id {
    if (to === 0n) return 0n;
    const name = this.selector(selector);
    const method = this.#runtime.findMethod(to, name);
    const key = `${method} ${signature}`;
    const call = this.#functions.get(key) ?? bind(method, signature);
    this.#functions.set(key, call);
    const answer: unknown = call(to, name, ...args);
    return typeof answer === 'bigint' || typeof answer === 'number' ? BigInt(answer) : 0n;
  }

  responds(of: Id, selector: string): boolean {
    return this.send(of, 'respondsToSelector:', 'bp', this.selector(selector)) !== 0n;
  }

  /** A new object, ours until it is released. */
  make(className: string): Id {
    return this.send(this.send(this.getClass(className), 'alloc'), 'init');
  }

  /** Lives as long as the pool around it. */
  text(text: string): Id {
    return this.send(this.getClass('NSString'), 'stringWithUTF8String:', 'pm', toC(text));
  }

  /** Lives as long as the pool around it. */
  data(bytes: Uint8Array): Id {
    return this.send(this.getClass('NSData'), 'dataWithBytes:length:', 'pmi', bytes, BigInt(bytes.length));
  }

  /** A new object whose one method calls us with its first argument, and answers no. The name must be new. */
  makeTarget(className: string, selector: string, onCall: (argument: Id) => void): Id {
    const made = this.#runtime.allocateClass(this.getClass('NSObject'), toC(className), 0n);
    if (made === 0n) throw new Error(`There is a class ${className} already`);
    const answer = (_self: Id, _selector: Id, argument: Id) => {
      onCall(BigInt(argument));
      return 0;
    };
    const callback = new JSCallback(answer, { args: ['u64', 'u64', 'u64'], returns: 'u8' });
    this.#kept.push(callback);
    this.#runtime.addMethod(made, this.selector(selector), BigInt(callback.ptr ?? 0), toC('c@:@'));
    this.#runtime.registerClass(made);
    return this.make(className);
  }

  /** What is made on the way, and isn't kept, is let go afterwards. */
  inPool<T>(work: () => T): T {
    const pool = this.make('NSAutoreleasePool');
    try {
      return work();
    } finally {
      this.send(pool, 'release', 'v');
    }
  }
}

interface Runtime {
  readonly getClass: (name: Uint8Array) => Id;
  readonly selector: (name: Uint8Array) => Id;
  readonly allocateClass: (parent: Id, name: Uint8Array, extraBytes: bigint) => Id;
  readonly registerClass: (made: Id) => void;
  readonly addMethod: (to: Id, selector: Id, code: bigint, signature: Uint8Array) => number;
  readonly findMethod: (of: Id, selector: Id) => Id;
}

function load({ c, runtime, frameworks, loadFlags, dispatch }: ObjcSystem): Runtime {
  const { symbols: loader } = dlopen(c, {
    dlopen: { args: ['ptr', 'i32'], returns: 'u64' },
    dlsym: { args: ['u64', 'ptr'], returns: 'u64' },
  });
  for (const framework of frameworks)
    if (loader.dlopen(toC(framework), loadFlags) === 0n) throw new Error(`${framework} can't be loaded`);
  const { symbols } = dlopen(runtime, {
    objc_getClass: { args: ['ptr'], returns: 'u64' },
    sel_registerName: { args: ['ptr'], returns: 'u64' },
    objc_allocateClassPair: { args: ['u64', 'ptr', 'u64'], returns: 'u64' },
    objc_registerClassPair: { args: ['u64'], returns: 'void' },
    class_addMethod: { args: ['u64', 'u64', 'u64', 'ptr'], returns: 'u8' },
  });
  const dispatcher = loader.dlsym(loader.dlopen(toC(runtime), 1), toC(dispatch));
  if (dispatcher === 0n) throw new Error(`There is no ${dispatch}`);
  const lookUp = bind(dispatcher, 'p');
  return {
    getClass: (name) => symbols.objc_getClass(name),
    selector: (name) => symbols.sel_registerName(name),
    allocateClass: (parent, name, extraBytes) => symbols.objc_allocateClassPair(parent, name, extraBytes),
    registerClass: (made) => symbols.objc_registerClassPair(made),
    addMethod: (to, selector, code, signature) => symbols.class_addMethod(to, selector, code, signature),
    findMethod: dispatch === 'objc_msgSend' ? () => dispatcher : (of, selector) => lookUp(of, selector),
  };
}

/** Every method takes the object and the selector first. */
function bind(address: bigint, signature: string): CallableFunction {
  const [returns = types.v, ...args] = [...signature].map(toType);
  return CFunction({ ptr: address, args: ['u64', 'u64', ...args], returns });
}

function toType(letter: string) {
  for (const [name, type] of Object.entries(types)) if (name === letter) return type;
  throw new Error(`${letter} is no type`);
}

function toC(text: string): Uint8Array {
  return Buffer.from(`${text}\0`);
}
