/**
 * A text that one thread writes and another reads, the latest only. The reader's thread may be blocked in native code meanwhile,
 * where no message of JavaScript's would reach it.
 */
export interface SharedText {
  /** What both sides are made from; handed to the other thread. */
  readonly memory: SharedArrayBuffer;
  /** Throws where the text is too long. */
  readonly write: (text: string) => void;
  /** Never gives half of a text. */
  readonly read: () => string;
}

/** Far more than any menu takes. */
const memorySize = 128 * 1024;

export function openSharedText(memory = new SharedArrayBuffer(memorySize)): SharedText {
  const numbers = new Int32Array(memory, 0, 2);
  const bytes = new Uint8Array(memory, 8);
  const [turn, length] = [0, 1]; // where they are in `numbers`; the turn is odd while somebody writes
  return {
    memory,
    write: (text) => {
      const encoded = new TextEncoder().encode(text);
      if (encoded.length > bytes.length) throw new Error('The text is too long');
      Atomics.add(numbers, turn, 1);
      bytes.set(encoded);
      Atomics.store(numbers, length, encoded.length);
      Atomics.add(numbers, turn, 1);
    },
    read: () => {
      for (;;) {
        const before = Atomics.load(numbers, turn);
        const copy = bytes.slice(0, Atomics.load(numbers, length));
        if (before % 2 === 0 && Atomics.load(numbers, turn) === before) return new TextDecoder().decode(copy);
      }
    },
  };
}
