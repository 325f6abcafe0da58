/** Enough to recognise a place in a log again. */
const NEEDLE = 4096;

/** What a bounded log has gained since it was last read; if too much was dropped to tell, all of it. */
export function newPart(before: string, now: string): string {
  if (now.startsWith(before)) return now.slice(before.length);
  const needle = before.slice(-NEEDLE);
  const at = now.lastIndexOf(needle);
  return at < 0 ? now : now.slice(at + needle.length);
}
