/** More letters apart, two words have nothing to do with each other. */
const FAR = 2;

/** The word that was probably meant, or null. */
export function nearest(word: string, known: readonly string[]): string | null {
  const byDistance = known.map((one) => ({ one, distance: editsBetween(word.toLowerCase(), one) }));
  const [best] = byDistance.toSorted((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.min(FAR, word.length - 1) ? best.one : null;
}

/** Letters to put in, leave out, replace or swap with their neighbour. */
export function editsBetween(from: string, to: string): number {
  const rows = Array.from({ length: from.length + 1 }, (_, i) => [i]);
  for (let j = 1; j <= to.length; j++) rows[0]![j] = j;
  for (let i = 1; i <= from.length; i++)
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      rows[i]![j] = Math.min(
        rows[i - 1]![j]! + 1,
        rows[i]![j - 1]! + 1,
        rows[i - 1]![j - 1]! + (same ? 0 : 1),
        swapped ? rows[i - 2]![j - 2]! + 1 : Infinity,
      );
    }
  return rows[from.length]![to.length]!;
}
