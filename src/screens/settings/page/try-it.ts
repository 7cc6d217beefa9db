import { ask, type OutputOf, ProblemError } from './ask.ts';
import type { PageElement } from './browser.ts';
import { actionButton, attempt, form, passFocus, problemBox, problemPlace } from './controls.ts';
import { element, heading, nextId, paragraph } from './element.ts';
import { countAllRows, countRevenueRows, revenueView } from './revenue-view.ts';
import { type SchemaForm, schemaForm, type ToolSchema } from './schema-form.ts';
import { text } from './text.ts';
import type { View } from './view.ts';

const words = text.tryIt;
const charactersPerToken = 4;
const largestPage = 100;
/** So many rows are enough for any chart. */
const mostPages = 50;

type Tool = OutputOf<'list-tools'>['tools'][number];

/** Any tool, run by hand, and the reply word for word. */
export const tryItView: View = ({ known }) => {
  const problems = problemPlace();
  const body = element('div', {}, element('p', { class: 'busy', role: 'status' }, text.looking));
  const reply = element('div', { 'aria-live': 'polite' });
  void attempt(problems, async () => {
    const { tools } = await ask('list-tools', {});
    body.replaceChildren(...toolForm(tools, listLogins(known), reply, problems));
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
  logins: readonly (readonly [profile: string, shown: string])[],
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
  const profileChoice = choice(words.profile, logins, () => reply.replaceChildren());
  profileChoice.whole.hidden = logins.length < 2;
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
    reply.replaceChildren(...showReply(found));
    if (tool.name === 'revenue_breakdown' && !found.isError) {
      reply.append(revenueCard(profileChoice.select.value, args, found.text, problems));
    }
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

/** The login of the environment has no name. */
function listLogins({ profiles, hasLoginInEnvironment }: OutputOf<'look'>) {
  const named = profiles.map(({ name }) => [name, name] as const);
  return hasLoginInEnvironment ? [['', words.environment] as const, ...named] : named;
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

function showReply({ text: said, isError }: OutputOf<'try-tool'>): readonly PageElement[] {
  const characters = [...said].length;
  const count = (value: number) => value.toLocaleString(text.locale);
  const size = words.size(count(characters), count(Math.ceil(characters / charactersPerToken)));
  const title = element('h2', {}, words.reply);
  const whole = element('pre', { tabindex: 0, role: 'region', 'aria-label': words.reply }, said);
  return [
    title,
    paragraph(size, 'hint'),
    ...(isError ? [element('p', { class: 'bad' }, words.wrong)] : []),
    whole,
  ];
}

/** The chart of one page of the revenue; where there are more, a button asks for all of them. */
function revenueCard(
  profile: string,
  args: Readonly<Record<string, unknown>>,
  first: string,
  problems: PageElement,
): PageElement {
  const card = element('div', {});
  const loadAll = async () => {
    const replies: string[] = [];
    for (let page = 1; page <= mostPages; page++) {
      const given = { ...args, page, page_size: largestPage };
      const { text: said, isError } = await ask('try-tool', {
        profile,
        tool: 'revenue_breakdown',
        args: given,
      });
      if (isError) throw new ProblemError({ message: said, suspects: [] });
      replies.push(said);
      if (countRevenueRows(said) < largestPage) break;
    }
    const count = replies.reduce((sum, said) => sum + countRevenueRows(said), 0);
    const total = countAllRows(first);
    card.replaceChildren(
      revenueView(replies) ?? '',
      count === total ? '' : problemBox(words.notAll(count, total)),
    );
    passFocus(card.querySelector('h2'));
  };
  card.append(revenueView([first]) ?? '');
  if (countRevenueRows(first) < countAllRows(first)) {
    card.append(
      element(
        'div',
        { class: 'buttons' },
        actionButton(words.loadAll, problems, loadAll, { busyLabel: words.loadingAll }),
      ),
    );
  }
  return card;
}

/** The program sends what its own tools are made of. */
function toSchema(schema: unknown): ToolSchema {
  const isSchema = (value: unknown): value is ToolSchema => typeof value === 'object' && value !== null;
  return isSchema(schema) ? schema : {};
}
