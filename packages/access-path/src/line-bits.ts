import type { Columns, ColumnSpan } from "./columns.ts";

/**
 * Sets of lines as bits, 32 lines a word, line 0 the lowest bit of word 0: the first line that matches is the lowest bit of an
 * intersection. (T. V. Lakshman and D. Stiliadis, "High-speed policy-based packet forwarding using efficient multi-dimensional
 * range matching", SIGCOMM 1998.)
 */
export type LineBits = Uint32Array;

export function wordsFor(lines: number): number {
  return Math.max(1, (lines + 31) >>> 5);
}

export function setBit(bits: LineBits, offset: number, line: number): void {
  bits[offset + (line >>> 5)]! |= 1 << (line & 31);
}

export function clearBit(bits: LineBits, line: number): void {
  bits[line >>> 5]! &= ~(1 << (line & 31));
}

/** For each column the lines that cover it, one set after another. */
export function columnLines(columns: Columns, spans: readonly (readonly ColumnSpan[])[]): LineBits {
  const words = wordsFor(spans.length);
  const bits = new Uint32Array(columns.count * words);
  for (const [line, own] of spans.entries())
    for (const { from, to } of own) for (let column = from; column < to; column++) setBit(bits, column * words, line);
  return bits;
}

/** The lowest line that is in both sets, at or after the word given; -1 where there is none. */
export function firstCommon(
  a: LineBits,
  aOffset: number,
  b: LineBits,
  bOffset: number,
  words: number,
  word = 0,
): number {
  for (let index = word; index < words; index++) {
    const common = a[aOffset + index]! & b[bOffset + index]!;
    if (common !== 0) return (index << 5) + 31 - Math.clz32(common & -common);
  }
  return -1;
}

/** The lines of a set, lowest first. */
export function linesIn(bits: LineBits, offset: number, words: number): number[] {
  const lines: number[] = [];
  for (let word = 0; word < words; word++)
    for (let left = bits[offset + word]!; left !== 0; left &= left - 1)
      lines.push((word << 5) + 31 - Math.clz32(left & -left));
  return lines;
}

export function hasBit(bits: LineBits, offset: number, line: number): boolean {
  return ((bits[offset + (line >>> 5)]! >>> (line & 31)) & 1) === 1;
}
