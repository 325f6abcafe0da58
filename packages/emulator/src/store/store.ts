/** A stored value and the revision of the write that made it. */
export interface Stored<T> {
  readonly key: string;
  readonly value: T;
  /** Revision of the write that first made this key (since it was last absent). */
  readonly created: number;
  /** Revision of the last write: a Kubernetes `resourceVersion`. */
  readonly revision: number;
}

export type StoreEvent =
  | { readonly kind: "put"; readonly entry: Stored<unknown>; readonly previous: Stored<unknown> | null }
  | { readonly kind: "delete"; readonly entry: Stored<unknown>; readonly revision: number };

/** Asked to follow from a revision that is no longer kept (Kubernetes: 410 Expired). */
export class RevisionGone extends Error {
  override readonly name = "RevisionGone";
}

/**
 * An ordered map of JSON values with revisions and watch, after etcd's model. Keys are paths such as
 * `acc-1/cloud/security-group/sg-ohuuioma` or `acc-1/kube/cls-1/pods/default/nginx`. Synchronous: a transaction's function
 * runs to its end before anybody else sees the store, and what has been answered to a client survives a killed process
 * (SQLite) or doesn't (memory).
 */
export interface Store {
  /** Revision of the newest write; 0 for a new store. */
  readonly revision: number;
  get<T>(key: string): Stored<T> | undefined;
  /** All entries whose key starts with the prefix, in key order. */
  list<T>(prefix: string): readonly Stored<T>[];
  /**
   * All or nothing; a thrown error undoes what was written and passes through. Nested calls join the outer one. Each
   * `put` and `delete` outside a transaction is one of its own.
   */
  transaction<T>(work: () => T): T;
  put<T>(key: string, value: T): Stored<T>;
  /** @returns whether there was something to delete */
  delete(key: string): boolean;
  /**
   * Tells of every later change under the prefix, after its transaction has been committed, in order.
   *
   * @param after tell also of changes later than this revision that have happened already; absent: from now on
   * @returns stops telling
   * @throws RevisionGone when the history kept in memory does not reach back that far
   */
  watch(prefix: string, listener: (event: StoreEvent) => void, after?: number): () => void;
  close(): void;
}
