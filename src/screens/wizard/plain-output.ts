import { Writable } from 'node:stream';

/**
 * The signs that questions are drawn with, each as one of ASCII, so that nothing moves. Not every terminal in
 * need of them is known to the library.
 */
const asciiSigns: Readonly<Record<string, string>> = {
  '↑': '^',
  '↓': 'v',
  '•': '-',
  '—': '-',
  '█': '_',
  '…': '.',
  '›': '>',
  '–': '-',
  '’': "'",
  '“': '"',
  '”': '"',
  '✓': '+',
  '✗': 'x',
  '┌': 'T',
  '│': '|',
  '└': '-',
  '◆': '*',
  '◇': 'o',
  '■': 'x',
  '▲': 'x',
  '●': '>',
  '○': ' ',
  '◼': '+',
  '◻': '-',
};

const anySign = new RegExp(`[${Object.keys(asciiSigns).join('')}]`, 'g');

/** A terminal on which only ASCII is readable: the signs of questions become similar ones, names stay as they are. */
export class PlainOutput extends Writable {
  readonly #terminal: Writable;

  constructor(terminal: Writable) {
    super({ decodeStrings: false });
    this.#terminal = terminal;
    terminal.on('resize', () => this.emit('resize'));
  }

  /** Undefined where the terminal doesn't say; whoever draws then guesses. */
  get columns(): number | undefined {
    return readNumber(this.#terminal, 'columns');
  }

  get rows(): number | undefined {
    return readNumber(this.#terminal, 'rows');
  }

  override _write(chunk: unknown, _encoding: string, done: (error?: Error | null) => void): void {
    this.#terminal.write(toAsciiSigns(String(chunk)));
    done();
  }
}

/** As long as before. */
function toAsciiSigns(text: string): string {
  return text.replace(anySign, (sign) => asciiSigns[sign] ?? sign);
}

function readNumber(from: object, name: 'columns' | 'rows'): number | undefined {
  const value: unknown = Reflect.get(from, name);
  return typeof value === 'number' ? value : undefined;
}
