/** Choices that a seed decides, one after the other. */
export interface Draw {
  /** Both ends included. */
  between(first: number, last: number): number;
  one<const T>(from: readonly T[]): T;
  /** So many of them, each at most once, in any order. */
  some<const T>(from: readonly T[], count: number): readonly T[];
  chance(probability: number): boolean;
}

/**
 * Pseudo-random choices, the same on every machine for the same seed (mulberry32: 32 bits of state, whole-number arithmetic).
 *
 * @param seed 0–4294967295
 */
export function draw(seed: number): Draw {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (first: number, last: number) => first + Math.floor(next() * (last - first + 1));
  return {
    between,
    one: (from) => from[between(0, from.length - 1)]!,
    some: (from, count) => {
      const left = [...from];
      return Array.from(
        { length: Math.min(count, left.length) },
        () => left.splice(between(0, left.length - 1), 1)[0]!,
      );
    },
    chance: (probability) => next() < probability,
  };
}
