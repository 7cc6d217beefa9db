/**
 * Words a sentence for somebody who reads it beside the buttons of this page: what other screens name a command for is done here.
 * What an assistant is told is never reworded.
 */
export function sayOnThisPage(sentence: string): string {
  return sentence
    .replaceAll(/\bwith --scope and those\b/g, 'with those')
    .replaceAll('"halo-mcp uninstall"', '“Remove everything”')
    .replaceAll(/\bwith (?:"halo-mcp setup[^"]*"|--[a-z-]+)/g, 'on this page')
    .replaceAll(/\b(R|r)un (?:"halo-mcp setup[^"]*"(?: on this computer)?|halo-mcp setup\b)/g, (_, first) =>
      first === 'R' ? 'Use this page' : 'use this page',
    );
}

/** Begins with a capital; a path stays as it is. */
export function capitalise(sentence: string): string {
  return /^[a-z]+(?: |$)/.test(sentence)
    ? `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`
    : sentence;
}
