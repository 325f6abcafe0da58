/** Medians of repeated runs: the machine is shared, the median is what most runs come to. */
export function medianMs(rounds: number, run: () => void): number {
  return median(Array.from({ length: rounds }, () => timeMs(run)));
}

export function timeMs(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >>> 1] ?? Number.NaN;
}

/** Three significant digits at most. */
export function short(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(value >= 1 ? 2 : 3);
}
