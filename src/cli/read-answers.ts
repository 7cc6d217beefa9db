import { parseArgs } from 'node:util';
import { z } from 'zod';
import { parseJson } from '../base/json.ts';
import { deleteAnswersFile, readAnswersFile } from '../desktop/answers-file.ts';
import { UsageError } from './exit-code.ts';

/** What set-up was told, once a file of answers is put in front of what was typed. Holds a secret. */
export interface GivenAnswers {
  /** Without the file; what was typed stands last, so that it counts. */
  readonly args: readonly string[];
  /** Undefined where the file holds none, or there is no file. */
  readonly clientSecret: string | undefined;
}

const text = z.string();

/** The options of set-up that are answers, by the same names; the secret only here, because a command line is no place for it. */
const schema = z
  .strictObject({
    address: text,
    'client-id': text,
    'client-secret': text,
    tenant: text,
    'auth-url': text,
    scope: text,
    profile: text,
    assistants: z.union([text, z.array(text).transform((names) => names.join(','))]),
    'sign-in': z.boolean(),
    'redirect-port': z.union([text, z.number().transform(String)]),
    proxy: text,
    'no-proxy': text,
    'ca-file': text,
    'quit-assistants': z.boolean(),
  })
  .partial();

/**
 * Reads `--answers FILE`, and with `--delete-answers` deletes the file at once, whatever becomes of the set-up. Throws a UserError that
 * repeats nothing of the file but the names of its fields.
 */
export function readAnswers(args: readonly string[]): GivenAnswers {
  const { file, isDeleted, rest } = separate(args);
  if (file === undefined) {
    if (isDeleted) throw new UsageError('--delete-answers belongs to --answers. Give both, or neither');
    return { args: rest, clientSecret: undefined };
  }
  const content = readAnswersFile(file);
  if (isDeleted) deleteAnswersFile(file);
  const parsed = schema.safeParse(parseJson(content));
  if (!parsed.success) throw new UsageError(explain(file, parsed.error));
  const { 'client-secret': clientSecret, ...answers } = parsed.data;
  return { args: [...Object.entries(answers).flatMap(toOption), ...rest], clientSecret };
}

function separate(args: readonly string[]) {
  const options = { answers: { type: 'string' }, 'delete-answers': { type: 'boolean' } } as const;
  const { values, tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const ours = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== 'option' || !(token.name in options)) continue;
    ours.add(token.index);
    if (token.name === 'answers' && token.inlineValue === false) ours.add(token.index + 1);
  }
  const { answers: file } = values;
  if (typeof file === 'boolean') throw new UsageError('--answers takes the path of a file');
  return {
    file,
    isDeleted: values['delete-answers'] === true,
    rest: args.filter((_, index) => !ours.has(index)),
  };
}

function toOption([name, value]: readonly [string, string | boolean | undefined]): readonly string[] {
  if (typeof value === 'string') return [`--${name}=${value}`];
  return value === true ? [`--${name}`] : [];
}

function explain(file: string, { issues: [issue] }: z.ZodError): string {
  const start = `The file of answers ${file}`;
  if (issue?.code === 'unrecognized_keys') {
    const names = Object.keys(schema.shape).join(', ');
    return `${start} has a field that is no answer. These are: ${names}`;
  }
  const [field] = issue?.path ?? [];
  return field === undefined
    ? `${start} is not one JSON object`
    : `${start} has a wrong value for "${String(field)}". Texts stand in quotes; sign-in and quit-assistants are true or false`;
}
