/** Calls of one kind that are under way at once: far below what an account may make in a second. docs/facts.md#request-rate */
const AT_ONCE = 5;

/** Does this for all, a few at a time, and keeps their order. */
export async function fewAtOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  }
  return results;
}
