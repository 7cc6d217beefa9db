import type { Tool } from '@modelcontextprotocol/client';

/**
 * The names of the tools, those that fit a question best first, as assistants with many tools search among them:
 * Okapi BM25 over name, title, description and parameters. The name counts double.
 */
export function rankTools(tools: readonly Tool[], question: string): readonly string[] {
  const documents = tools.map((tool) => ({ name: tool.name, words: readWords(describe(tool)) }));
  const averageLength = documents.reduce((sum, { words }) => sum + words.length, 0) / documents.length;
  const asked = new Set(readWords(question));
  const score = (words: readonly string[]) => {
    let sum = 0;
    for (const word of asked) {
      const holding = documents.filter((document) => document.words.includes(word)).length;
      const rarity = Math.log(1 + (documents.length - holding + 0.5) / (holding + 0.5));
      const count = words.filter((candidate) => candidate === word).length;
      const saturation = count + 1.5 * (0.25 + (0.75 * words.length) / averageLength);
      sum += (rarity * count * 2.5) / saturation;
    }
    return sum;
  };
  return documents
    .map(({ name, words }) => ({ name, score: score(words) }))
    .toSorted((a, b) => b.score - a.score)
    .map(({ name }) => name);
}

function describe(tool: Tool): string {
  const parameters = JSON.stringify(tool.inputSchema.properties ?? {}).replace(
    /"(?:type|maximum|minimum|default)"/g,
    '',
  );
  return [tool.name, tool.name, tool.title, tool.description, parameters].join(' ').replaceAll('_', ' ');
}

/** Lower case, singular. */
function readWords(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.map((word) => word.replace(/ies$/, 'y').replace(/(?<=[^s])s$/, ''));
}
