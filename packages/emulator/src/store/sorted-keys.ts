/** Keys in order, so that those with a common prefix lie together. */
export interface SortedKeys {
  /** The key must not be there yet. */
  add(key: string): void;
  remove(key: string): void;
  startingWith(prefix: string): readonly string[];
}

/**
 * An array kept in order: a lab has thousands of keys, and moving the tail of such an array costs less than a tree would.
 * Order is that of UTF-16 code units.
 */
export function createSortedKeys(): SortedKeys {
  const keys: string[] = [];

  /** Where the key is or would be. */
  function position(key: string): number {
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keys[middle]! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add(key) {
      keys.splice(position(key), 0, key);
    },
    remove(key) {
      const at = position(key);
      if (keys[at] === key) keys.splice(at, 1);
    },
    startingWith(prefix) {
      const start = position(prefix);
      let end = start;
      while (end < keys.length && keys[end]!.startsWith(prefix)) end += 1;
      return keys.slice(start, end);
    },
  };
}
