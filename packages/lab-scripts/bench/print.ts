/** One budget: what was measured here and now, what it may be, what it is held against. */
export function print(what: string, measured: string, budget: string, against: string): void {
  console.log(`${what.padEnd(52)} ${measured.padStart(9)}  budget ${budget.padEnd(9)} ${against}`.trimEnd());
}

/** @param share 0.5 for the median, 0.99 for all but the slowest hundredth */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
