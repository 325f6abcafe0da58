import { createFeed } from "./feed.ts";
import { createSortedKeys } from "./sorted-keys.ts";
import type { Store, Stored, StoreEvent } from "./store.ts";

export interface Limits {
  /** Changes kept for watchers that ask to follow from an earlier revision. */
  readonly history: number;
}

/** Enough for a client that reconnects after minutes of a busy lab; an event is a few kB at most. */
const DEFAULT_LIMITS: Limits = { history: 4096 };

/** One change of a key as it is written down: `json: null` deletes. */
export interface Change {
  readonly key: string;
  readonly json: string | null;
  readonly created: number;
  readonly revision: number;
}

/** Where a store's changes survive. `commit` is all or nothing, and throws if the changes are not safe. */
export interface Journal {
  readonly revision: number;
  readonly entries: Iterable<Change>;
  commit(changes: readonly Change[], revision: number): void;
  close(): void;
}

interface Undo {
  readonly key: string;
  readonly before: Stored<unknown> | undefined;
}

interface Transaction {
  readonly undo: Undo[];
  readonly events: StoreEvent[];
  readonly changes: Change[];
  readonly revisionBefore: number;
}

const FORGETFUL: Journal = { revision: 0, entries: [], commit() {}, close() {} };

/**
 * A store that keeps everything in memory, and, if it is given a journal, writes each transaction to it before anybody
 * sees it. Values are copied in and frozen, so that nobody can change what is stored by holding on to it.
 */
export function createMemoryStore(journal: Journal = FORGETFUL, limits: Limits = DEFAULT_LIMITS): Store {
  const entries = new Map<string, Stored<unknown>>();
  const keys = createSortedKeys();
  const feed = createFeed(journal.revision, limits.history);
  let revision = journal.revision;
  let open: Transaction | null = null;
  let closed = false;

  for (const { key, json, created, revision: written } of journal.entries) {
    if (json !== null) set(key, { key, value: frozen(json), created, revision: written });
  }

  function set(key: string, entry: Stored<unknown> | undefined): void {
    if (entry === undefined) {
      if (entries.delete(key)) keys.remove(key);
    } else {
      if (!entries.has(key)) keys.add(key);
      entries.set(key, entry);
    }
  }

  function transaction<T>(work: () => T): T {
    if (closed) throw new Error("the store is closed");
    if (open !== null) return work();
    const current: Transaction = { undo: [], events: [], changes: [], revisionBefore: revision };
    open = current;
    let result: T;
    try {
      result = work();
      if (result instanceof Promise)
        throw new TypeError("a transaction's work must end before it returns: no promises");
      if (current.changes.length > 0) journal.commit(current.changes, revision);
    } catch (error) {
      for (const { key, before } of current.undo.reverse()) set(key, before);
      revision = current.revisionBefore;
      throw error;
    } finally {
      open = null;
    }
    feed.publish(current.events);
    return result;
  }

  function write(key: string, json: string | null): Stored<unknown> | undefined {
    return transaction(() => {
      const { undo, events, changes } = open!;
      const previous = entries.get(key);
      if (json === null && previous === undefined) return undefined;
      revision += 1;
      undo.push({ key, before: previous });
      const created = previous?.created ?? revision;
      changes.push({ key, json, created, revision });
      if (json === null) {
        set(key, undefined);
        events.push({ kind: "delete", entry: previous!, revision });
        return previous;
      }
      const entry = Object.freeze({ key, value: frozen(json), created, revision });
      set(key, entry);
      events.push({ kind: "put", entry, previous: previous ?? null });
      return entry;
    });
  }

  return {
    get revision() {
      return revision;
    },
    get: <T>(key: string) => entries.get(key) as Stored<T> | undefined,
    list: <T>(prefix: string) => keys.startingWith(prefix).map((key) => entries.get(key) as Stored<T>),
    transaction,
    put: <T>(key: string, value: T) => write(key, textOf(key, value)) as Stored<T>,
    delete: (key) => write(key, null) !== undefined,
    watch: feed.watch,
    close() {
      if (closed) return;
      closed = true;
      feed.close();
      journal.close();
    },
  };
}

function textOf(key: string, value: unknown): string {
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) throw new TypeError(`${key}: only JSON values can be stored, not ${typeof value}`);
  return json;
}

function frozen(json: string): unknown {
  return JSON.parse(json, (_, value: unknown) =>
    typeof value === "object" && value !== null ? Object.freeze(value) : value,
  );
}
