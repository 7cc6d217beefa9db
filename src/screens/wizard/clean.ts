/** Control characters become blanks: they could move the cursor, change colours or hide what is shown. */
export function clean(words: string): string {
  return words.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ');
}
