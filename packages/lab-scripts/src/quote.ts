/** One word for any POSIX shell, whatever is in it. */
export function quoteForSh(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
