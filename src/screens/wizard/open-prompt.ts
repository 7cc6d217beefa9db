import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import { type State, TextPrompt } from '@clack/core';
import {
  CANCEL_SYMBOL,
  confirm,
  unicode as drawsUnicode,
  intro,
  log,
  multiselect,
  outro,
  S_BAR,
  S_BAR_END,
  select,
  symbol,
} from '@clack/prompts';
import { wrapText } from '../fit-text.ts';
import { clean } from './clean.ts';
import { GoBack, Interrupted } from './moves.ts';
import { PlainOutput } from './plain-output.ts';
import type { Choice, ChoiceQuestion, Prompt } from './prompt.ts';
import { showWork } from './show-work.ts';

/** The terminal that is asked. */
export interface PromptPlace {
  readonly input: Readable;
  readonly output: Writable;
  /** False where the terminal can't show more than ASCII. */
  readonly unicode: boolean;
  readonly columns: () => number | undefined;
  readonly signal: AbortSignal;
  /** Hears of Ctrl-C while something is under way, which then is to give up what it waits for. */
  readonly onInterrupt?: () => void;
}

const back = '\u0000back';

/** Opens the terminal for questions. */
export function openPrompt(place: PromptPlace): Prompt {
  const { input, signal } = place;
  const unicode = place.unicode && drawsUnicode;
  const output = unicode ? place.output : new PlainOutput(place.output);
  const common = { input, output, signal };
  const columns = () => Math.max(place.columns() ?? 80, 20);
  const fit = (words: string) => fitText(words, columns() - 4);
  const dots = (length: number) => (unicode ? '▪' : '*').repeat(Math.min(length, columns() - 6));

  return {
    begin: (title) => intro(styleText('bold', clean(title)), { output }),
    end: (words) => outro(fit(words).join('\n   '), { output }),
    say: (words, mark = 'plain') => {
      const lines = fit(words);
      if (mark === 'plain') log.message([...lines], { output });
      else log[methods[mark]](lines.join('\n'), { output });
    },
    list: (title, rows) => {
      const lines = rows.flatMap(({ isGood, text: words }) => {
        const [first = '', ...rest] = fitText(words, columns() - 6);
        const sign = styleText(isGood ? 'green' : 'red', isGood ? '✓' : '✗');
        return [`${sign} ${first}`, ...rest.map((line) => `  ${line}`)];
      });
      log.message([...fit(title), ...lines], { output });
    },
    ask: ({ message, initial, example, whenEmpty, isSecret = () => false, asLeft = (answer) => answer }) =>
      listen(() =>
        askLine({
          ...common,
          message: withGuide(fit(message)),
          initial: initial === undefined ? undefined : clean(initial),
          example,
          whenEmpty,
          isSecret,
          asLeft,
          dots,
        }),
      ),
    askSecret: ({ message, whenEmpty }) =>
      listen(() =>
        askLine({
          ...common,
          message: withGuide(fit(message)),
          whenEmpty,
          isSecret: () => true,
          asLeft: (answer) => answer,
          dots,
        }),
      ),
    choose: async <T extends string>({ message, choices, initial, canGoBack }: ChoiceQuestion<T>) => {
      const options = choices.map(toOption);
      const answer = await listen(() =>
        select<string>({
          ...common,
          message: fit(message).join('\n'),
          options: canGoBack === false ? options : [...options, { value: back, label: 'Back' }],
          ...(initial === undefined ? {} : { initialValue: initial }),
        }),
      );
      const chosen = choices.find(({ value }) => value === answer);
      if (chosen === undefined) throw new GoBack();
      return chosen.value;
    },
    chooseMany: async ({ message, choices, initial }) => {
      const answer = await listen(() =>
        multiselect<string>({
          ...common,
          message: fit(message).join('\n'),
          options: choices.map(toOption),
          initialValues: [...initial],
          required: false,
        }),
      );
      return choices.map(({ value }) => value).filter((value) => answer.includes(value));
    },
    agree: (message, initial) =>
      listen(() => confirm({ ...common, message: fit(message).join('\n'), initialValue: initial })),
    work: (message, run, { finishes = false } = {}) =>
      showWork(clean(message), run, {
        ...common,
        finishes,
        onInterrupt: place.onInterrupt ?? (() => undefined),
        signs: unicode ? ['◒', '◐', '◓', '◑'] : ['|', '/', '-', '\\'],
        columns,
        write: (words) => log.message([...fit(words)], { output }),
      }),
  };

  /** The library takes both keys for the same. */
  async function listen<T>(show: () => Promise<T | typeof CANCEL_SYMBOL>): Promise<T> {
    let isEscape = false;
    const hear = (_: unknown, key?: { readonly name?: string }) => {
      isEscape = key?.name === 'escape';
    };
    input.on('keypress', hear);
    try {
      const answer = await show();
      if (answer !== CANCEL_SYMBOL) return answer;
      throw isEscape && !signal.aborted ? new GoBack() : new Interrupted();
    } finally {
      input.off('keypress', hear);
    }
  }
}

const methods = { done: 'success', warning: 'warn', wrong: 'error' } as const;

function toOption<T extends string>({ value, label, unavailable }: Choice<T>) {
  const option = { value: String(value), label: clean(label) };
  return unavailable === undefined ? option : { ...option, disabled: true, hint: clean(unavailable) };
}

/** The library draws the line at the left beside the first line only. */
function withGuide(lines: readonly string[]): string {
  return lines.join(`\n${styleText('gray', S_BAR)}  `);
}

function fitText(words: string, width: number): readonly string[] {
  return words.split('\n').flatMap((line) => wrapText(clean(line), width));
}

/** A question that is answered with one line. */
interface LineQuestion {
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
  /** What stays of a given answer. */
  readonly asLeft: (answer: string) => string;
  /** The dots that stand for so many characters, in one line. */
  readonly dots: (length: number) => string;
}

/**
 * Looks as the library's questions do, but decides with each key whether the line may be seen, and keeps dots in one line. The library's
 * symbol stands for Ctrl-C and Esc.
 */
function askLine(question: LineQuestion): Promise<string | typeof CANCEL_SYMBOL> {
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
      const still = isSecret ? question.dots(typed.length) : question.asLeft(typed);
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
