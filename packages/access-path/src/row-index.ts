/**
 * From an IPv4 address to its row in at most three reads: a table for the upper 16 bits, and below it blocks of 256 for the
 * next 8 and the last 8, only where a row ends inside. An entry is a row, or the complement of a block's number.
 */
export interface RowTrie {
  readonly top: Int32Array;
  readonly blocks: Int32Array;
}

/**
 * @param starts first address of each row, rising, the first 0
 * @returns 256 kB and 1 kB for each block; at most two blocks a row
 */
export function makeRowTrie(starts: readonly bigint[]): RowTrie {
  const top = new Int32Array(65_536);
  let blocks = new Int32Array(256 * 64);
  let used = 0;
  let filled = 0; // entries of `top` that are written; the rest waits for the row that ends there
  for (const [row, start] of starts.entries()) {
    const first = Number(start);
    const slot = first >>> 16;
    if (slot >= filled) top.fill(row - 1, filled, slot + 1);
    filled = slot + 1;
    startRow(row, slot, (first >>> 8) & 255, first & 255);
  }
  top.fill(starts.length - 1, filled);
  return { top, blocks };

  /** From this address on, as far as blocks reach that are already there, the row holds. */
  function startRow(row: number, slot: number, middle: number, low: number): void {
    if (middle === 0 && low === 0) {
      top[slot] = row;
      return;
    }
    const upper = blockAt(top, slot);
    if (low > 0) {
      const lower = blockAt(blocks, upper + middle);
      blocks.fill(row, lower + low, lower + 256);
    }
    blocks.fill(row, upper + middle + (low > 0 ? 1 : 0), upper + 256);
  }

  /** The block behind an entry; an entry that is still a row gets a block full of it. */
  function blockAt(table: Int32Array, entry: number): number {
    const value = table[entry]!;
    if (value < 0) return ~value * 256;
    const wasBlocks = table === blocks;
    if ((used + 1) * 256 > blocks.length) {
      const larger = new Int32Array(blocks.length * 2);
      larger.set(blocks);
      blocks = larger;
    }
    blocks.fill(value, used * 256, (used + 1) * 256);
    (wasBlocks ? blocks : table)[entry] = ~used;
    return used++ * 256;
  }
}

/** The row of an IPv6 address, by binary search. `starts`: four words a row, highest first; the address likewise at `at`. */
export function findRow6(starts: Uint32Array, rows: number, words: Uint32Array, at: number): number {
  const a = words[at]!;
  const b = words[at + 1]!;
  const c = words[at + 2]!;
  const d = words[at + 3]!;
  let low = 0;
  let high = rows;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    const row = middle * 4;
    const x = starts[row]!;
    let isAfter = x > a;
    if (x === a) {
      const y = starts[row + 1]!;
      const z = starts[row + 2]!;
      isAfter = y === b ? (z === c ? starts[row + 3]! > d : z > c) : y > b;
    }
    if (isAfter) high = middle;
    else low = middle;
  }
  return low;
}

/** Addresses as four words each, highest first. */
export function toWords(values: readonly bigint[]): Uint32Array {
  const words = new Uint32Array(values.length * 4);
  for (const [index, value] of values.entries())
    for (let word = 0; word < 4; word++)
      words[index * 4 + word] = Number((value >> BigInt(96 - 32 * word)) & 0xffff_ffffn);
  return words;
}
