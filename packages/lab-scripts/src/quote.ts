/** One word for any POSIX shell, whatever is in it. */
export function quoteForSh(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** The same for a line that a person reads and types: what needs no quotes gets none. */
export function quoteForReading(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : quoteForSh(word);
}
