import { DatabaseSync } from "node:sqlite";
import { createMemoryStore, type Change, type Journal } from "../store/memory-store.ts";
import type { Store } from "../store/store.ts";

/** Written to `user_version`; a file of another layout is refused rather than misread. */
const LAYOUT = 1;

/**
 * A store whose changes survive in one SQLite file: read from memory, written through to the file before a transaction is
 * seen by anybody.
 *
 * WAL with `synchronous=NORMAL`: a commit is in the operating system's hands when it returns, so a killed process (kill -9)
 * loses nothing that was answered; a power cut may lose the last commits but never leaves half of one. FULL would guard
 * against that too at 0.23 ms a commit instead of 0.04; the lab's processes and namespaces would be gone anyway.
 *
 * @throws if the file is no store, is of another layout, or is open in another process
 */
export function openSqliteStore(file: string): Store {
  const database = new DatabaseSync(file);
  try {
    return createMemoryStore(openJournal(database, file));
  } catch (error) {
    database.close();
    throw error;
  }
}

function openJournal(database: DatabaseSync, file: string): Journal {
  // One writer: two supervisors on one file would each answer from their own memory.
  database.exec("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL");
  prepareLayout(database, file);
  const put = database.prepare(
    "INSERT INTO entry (key, json, created, revision) VALUES (?, ?, ?, ?) " +
      "ON CONFLICT (key) DO UPDATE SET json = excluded.json, created = excluded.created, revision = excluded.revision",
  );
  const remove = database.prepare("DELETE FROM entry WHERE key = ?");
  const advance = database.prepare("UPDATE head SET revision = ?");
  const head = database.prepare("SELECT revision FROM head").get() as { revision: number };

  function write({ key, json, created, revision }: Change): void {
    if (json === null) remove.run(key);
    else put.run(key, json, created, revision);
  }

  return {
    revision: head.revision,
    entries: database.prepare("SELECT key, json, created, revision FROM entry").iterate() as Iterable<never>,
    commit(changes, revision) {
      database.exec("BEGIN IMMEDIATE");
      try {
        for (const change of changes) write(change);
        advance.run(revision);
        database.exec("COMMIT");
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error;
      }
    },
    close: () => database.close(),
  };
}

function prepareLayout(database: DatabaseSync, file: string): void {
  const { user_version: layout } = database.prepare("PRAGMA user_version").get() as { user_version: number };
  if (layout === LAYOUT) return;
  if (layout !== 0)
    throw new Error(`${file} has layout ${layout}, this program reads ${LAYOUT}: remove it to start anew`);
  database.exec(
    "BEGIN IMMEDIATE;" +
      "CREATE TABLE entry (key TEXT PRIMARY KEY, json TEXT NOT NULL, created INTEGER NOT NULL, revision INTEGER NOT NULL) WITHOUT ROWID;" +
      "CREATE TABLE head (revision INTEGER NOT NULL);" +
      "INSERT INTO head VALUES (0);" +
      `PRAGMA user_version = ${LAYOUT};` +
      "COMMIT",
  );
}
