import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import { type CANCEL_SYMBOL, type State, TextPrompt } from '@clack/core';
import { S_BAR, S_BAR_END, symbol } from '@clack/prompts';

/** A question that is answered with one line. */
export interface LineQuestion {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
  readonly message: string;
  readonly initial?: string | undefined;
  /** Shown while the line is empty. */
  readonly example?: string | undefined;
  /** Said where the line is left empty; an empty line is an answer where this is left out. */
  readonly whenEmpty?: string | undefined;
  /** True for what is shown as dots only. */
  readonly isSecret: (typed: string) => boolean;
  /** The dots that stand for so many characters, in one line. */
  readonly dots: (length: number) => string;
}

/**
 * Looks as the library's questions do, but decides with each key whether the line may be seen, and keeps dots in one line. The library's
 * symbol stands for Ctrl-C and Esc.
 */
export function askLine(question: LineQuestion): Promise<string | typeof CANCEL_SYMBOL> {
  const { input, output, signal, message, initial, example, whenEmpty } = question;
  const prompt = new TextPrompt({
    input,
    output,
    signal,
    ...(initial === undefined ? {} : { initialValue: initial }),
    validate: (value) => ((value ?? '').trim() === '' ? whenEmpty : undefined),
    render() {
      const typed = this.userInput;
      const isSecret = question.isSecret(typed);
      const still = isSecret ? question.dots(typed.length) : typed;
      const open = isSecret ? `${still}${styleText(['inverse', 'hidden'], '_')}` : this.userInputWithCursor;
      return draw(this.state, {
        message,
        still,
        open: typed === '' ? drawExample(example) : open,
        problem: this.error,
      });
    },
  });
  return prompt.prompt().then((answer = '') => answer);
}

interface Look {
  readonly message: string;
  /** The line once nobody types there any more, and while somebody does. */
  readonly still: string;
  readonly open: string;
  readonly problem: string;
}

function draw(state: State, { message, still, open, problem }: Look): string {
  const head = `${styleText('gray', S_BAR)}\n${symbol(state)}  ${message}`;
  const bar = styleText('gray', S_BAR);
  switch (state) {
    case 'submit':
      return `${head}\n${bar}  ${styleText('dim', still)}`;
    case 'cancel':
      return `${head}\n${bar}  ${styleText(['strikethrough', 'dim'], still)}\n${bar}`;
    case 'error':
      return `${head}\n${styleText('yellow', S_BAR)}  ${open}\n${styleText('yellow', `${S_BAR_END}  ${problem}`)}\n`;
    default:
      return `${head}\n${styleText('cyan', S_BAR)}  ${open}\n${styleText('cyan', S_BAR_END)}\n`;
  }
}

function drawExample(example: string | undefined): string {
  const [first = '_', ...rest] = example ?? '';
  return example === undefined
    ? styleText(['inverse', 'hidden'], first)
    : `${styleText('inverse', first)}${styleText('dim', rest.join(''))}`;
}
