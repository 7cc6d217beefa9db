import { ask, type OutputOf } from './ask.ts';
import type { PageElement } from './browser.ts';
import { actionButton, attempt, form, problemPlace } from './controls.ts';
import { element, heading, nextId, paragraph } from './element.ts';
import { revenueView } from './revenue-view.ts';
import { type SchemaForm, schemaForm, type ToolSchema } from './schema-form.ts';
import { text } from './text.ts';
import type { View } from './view.ts';

const words = text.tryIt;
const charactersPerToken = 4;

type Tool = OutputOf<'list-tools'>['tools'][number];

/** Any tool, run by hand, and the reply word for word. */
export const tryItView: View = ({ known }) => {
  const problems = problemPlace();
  const body = element('div', {}, element('p', { class: 'busy', role: 'status' }, text.looking));
  const reply = element('div', { 'aria-live': 'polite' });
  void attempt(problems, async () => {
    const { tools } = await ask('list-tools', {});
    body.replaceChildren(
      ...toolForm(
        tools,
        known.profiles.map(({ name }) => name),
        reply,
        problems,
      ),
    );
  });
  return element(
    'section',
    { class: 'card' },
    heading(1, words.title),
    paragraph(words.intro, 'hint'),
    body,
    problems,
    reply,
  );
};

function toolForm(
  tools: readonly Tool[],
  profiles: readonly string[],
  reply: PageElement,
  problems: PageElement,
): readonly PageElement[] {
  const description = element('p', { class: 'hint' });
  const inputs = element('div', {});
  let current: { readonly tool: Tool; readonly inputs: SchemaForm } | undefined;
  const choose = (name: string) => {
    const tool = tools.find((one) => one.name === name);
    if (tool === undefined) return;
    current = { tool, inputs: schemaForm(toSchema(tool.inputSchema)) };
    description.textContent = tool.description;
    inputs.replaceChildren(current.inputs.whole);
    reply.replaceChildren();
  };
  const toolChoice = choice(
    words.tool,
    tools.map(({ name, title }) => [name, title] as const),
    choose,
  );
  const profileChoice = choice(
    words.profile,
    profiles.map((name) => [name, name] as const),
    () => reply.replaceChildren(),
  );
  profileChoice.whole.hidden = profiles.length < 2;
  const run = async () => {
    const args = current?.inputs.read();
    if (current === undefined || args === undefined) return;
    const { tool } = current;
    reply.replaceChildren();
    const found = await ask('try-tool', {
      profile: profileChoice.select.value,
      tool: tool.name,
      args: { ...args },
    });
    reply.replaceChildren(...showReply(tool, found));
  };
  const button = actionButton(words.run, problems, run, { kind: 'main', busyLabel: words.running });
  choose(tools[0]?.name ?? '');
  return [
    form(
      button,
      profileChoice.whole,
      toolChoice.whole,
      description,
      inputs,
      element('div', { class: 'buttons' }, button),
    ),
  ];
}

function choice(
  label: string,
  options: readonly (readonly [value: string, shown: string])[],
  choose: (value: string) => void,
): { readonly whole: PageElement; readonly select: PageElement } {
  const id = nextId();
  const select = element(
    'select',
    { id, change: () => choose(select.value) },
    ...options.map(([value, shown]) => element('option', { value }, shown)),
  );
  return { select, whole: element('div', { class: 'field' }, element('label', { for: id }, label), select) };
}

function showReply(tool: Tool, { text: said, isError }: OutputOf<'try-tool'>): readonly PageElement[] {
  const characters = [...said].length;
  const count = (value: number) => value.toLocaleString(text.locale);
  const size = words.size(count(characters), count(Math.ceil(characters / charactersPerToken)));
  const title = element('h2', {}, words.reply);
  const whole = element('pre', { tabindex: 0, role: 'region', 'aria-label': words.reply }, said);
  const revenue = tool.name === 'revenue_breakdown' && !isError ? revenueView(said) : undefined;
  return [
    ...(revenue === undefined ? [] : [revenue]),
    title,
    paragraph(size, 'hint'),
    ...(isError ? [element('p', { class: 'bad' }, words.wrong)] : []),
    whole,
  ];
}

/** The program sends what its own tools are made of. */
function toSchema(schema: unknown): ToolSchema {
  const isSchema = (value: unknown): value is ToolSchema => typeof value === 'object' && value !== null;
  return isSchema(schema) ? schema : {};
}
