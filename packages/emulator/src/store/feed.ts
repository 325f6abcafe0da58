import { RevisionGone, type Store, type StoreEvent } from "./store.ts";

interface Watcher {
  readonly prefix: string;
  readonly listener: (event: StoreEvent) => void;
  /** Told of everything up to here. */
  seen: number;
}

export interface Feed {
  readonly watch: Store["watch"];
  /** Tells watchers, in order, also when a watcher's own write leads to more. */
  publish(events: readonly StoreEvent[]): void;
  close(): void;
}

/** Committed changes, the newest `limit` of them kept for those who ask to follow from an earlier revision. */
export function createFeed(revisionAtStart: number, limit: number): Feed {
  const history: StoreEvent[] = [];
  const pending: StoreEvent[] = [];
  const watchers = new Set<Watcher>();
  /** Revision before the oldest change that is kept. */
  let floor = revisionAtStart;
  let newest = revisionAtStart;
  let telling = false;

  function tell(watcher: Watcher, event: StoreEvent): void {
    const revision = revisionOf(event);
    if (!watchers.has(watcher) || revision <= watcher.seen) return;
    watcher.seen = revision;
    if (event.entry.key.startsWith(watcher.prefix)) watcher.listener(event);
  }

  function tellPending(): void {
    if (telling) return;
    telling = true;
    try {
      for (let event = pending.shift(); event !== undefined; event = pending.shift()) {
        for (const watcher of watchers) tell(watcher, event);
      }
    } finally {
      telling = false;
    }
  }

  return {
    publish(events) {
      for (const event of events) {
        history.push(event);
        pending.push(event);
        newest = revisionOf(event);
      }
      // Trimmed in batches: shifting a long array at every write would cost more than the write.
      if (history.length > limit * 2) floor = revisionOf(history.splice(0, history.length - limit).at(-1)!);
      tellPending();
    },
    watch(prefix, listener, after = newest) {
      if (after < floor || after > newest) {
        throw new RevisionGone(`revision ${after} can't be followed: kept are ${floor} to ${newest}; list again`);
      }
      const watcher: Watcher = { prefix, listener, seen: after };
      watchers.add(watcher);
      for (const event of history.slice(firstAfter(history, after))) tell(watcher, event);
      return () => {
        watchers.delete(watcher);
      };
    },
    close() {
      watchers.clear();
      history.length = 0;
    },
  };
}

function revisionOf(event: StoreEvent): number {
  return event.kind === "put" ? event.entry.revision : event.revision;
}

/** Index of the first event later than the revision; events are in order. */
function firstAfter(events: readonly StoreEvent[], revision: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (revisionOf(events[middle]!) <= revision) low = middle + 1;
    else high = middle;
  }
  return low;
}
