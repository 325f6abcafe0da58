/**
 * The smallest choice of elements such that every set holds one of them.
 *
 * Branch and bound: take a set that nothing chosen is in, try each of its elements. Exact unless `budget` tries are used up,
 * which needs far longer lists than the cloud allows; then the best choice so far.
 */
export function smallestCover(
  sets: readonly (readonly number[])[],
  budget = 50_000,
): { readonly elements: readonly number[]; readonly smallest: boolean } {
  const needed = withoutSupersets(sets);
  let best = greedyCover(needed);
  let tries = 0;
  search([]);
  return { elements: [...best].sort((a, b) => a - b), smallest: tries <= budget };

  function search(chosen: readonly number[]): void {
    const open = needed.filter((set) => !set.some((element) => chosen.includes(element)));
    if (open.length === 0 && chosen.length < best.length) best = chosen;
    if (open.length === 0 || chosen.length + disjointSets(open) >= best.length) return;
    const narrowest = open.reduce((a, b) => (b.length < a.length ? b : a));
    for (const element of narrowest) if (++tries <= budget) search([...chosen, element]);
  }
}

/** A set that holds another one is satisfied with it. */
function withoutSupersets(sets: readonly (readonly number[])[]): readonly number[][] {
  const distinct = [...new Map(sets.map((set) => [set.join(), new Set(set)])).values()].sort((a, b) => a.size - b.size);
  const kept: Set<number>[] = [];
  for (const set of distinct)
    if (!kept.some((smaller) => [...smaller].every((element) => set.has(element)))) kept.push(set);
  return kept.map((set) => [...set]);
}

/** Take the element that satisfies most, again and again. */
function greedyCover(sets: readonly (readonly number[])[]): readonly number[] {
  const chosen: number[] = [];
  let open = sets;
  while (open.length > 0) {
    const counts = new Map<number, number>();
    for (const element of open.flat()) counts.set(element, (counts.get(element) ?? 0) + 1);
    const [element] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
    chosen.push(element);
    open = open.filter((set) => !set.includes(element));
  }
  return chosen;
}

/** Sets without a common element: each needs an element of its own. A lower bound. */
function disjointSets(sets: readonly (readonly number[])[]): number {
  const used = new Set<number>();
  let count = 0;
  for (const set of [...sets].sort((a, b) => a.length - b.length))
    if (!set.some((element) => used.has(element))) {
      count++;
      for (const element of set) used.add(element);
    }
  return count;
}
