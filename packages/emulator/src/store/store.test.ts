import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { openSqliteStore } from "../node/sqlite-store.ts";
import { createMemoryStore } from "./memory-store.ts";
import { RevisionGone, type Store, type StoreEvent } from "./store.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "podpath-store-"));
  folders.push(folder);
  return join(folder, "store.db");
}

const IMPLEMENTATIONS = [
  ["memory", () => createMemoryStore()],
  ["sqlite", () => openSqliteStore(newFile())],
] as const;

describe.each(IMPLEMENTATIONS)("store contract: %s", (_, open) => {
  function withStore(use: (store: Store) => void): void {
    const store = open();
    try {
      use(store);
    } finally {
      store.close();
    }
  }

  test("a new store is empty, at revision 0", () =>
    withStore((store) => {
      expect(store.revision).toBe(0);
      expect(store.list("")).toEqual([]);
      expect(store.get("a")).toBeUndefined();
    }));

  test("a put raises the revision by one and keeps the first one", () =>
    withStore((store) => {
      expect(store.put("a", { n: 1 })).toEqual({ key: "a", value: { n: 1 }, created: 1, revision: 1 });
      expect(store.put("a", { n: 2 })).toEqual({ key: "a", value: { n: 2 }, created: 1, revision: 2 });
      expect(store.get("a")).toEqual({ key: "a", value: { n: 2 }, created: 1, revision: 2 });
    }));

  test("a key that comes back is created anew", () =>
    withStore((store) => {
      store.put("a", 1);
      expect(store.delete("a")).toBe(true);
      expect(store.delete("a")).toBe(false);
      expect(store.put("a", 2)).toMatchObject({ created: 3, revision: 3 });
    }));

  test("list gives the keys under a prefix, in order", () =>
    withStore((store) => {
      for (const key of ["b/2", "a/10", "b/1", "b", "c", "b/10"]) store.put(key, key);
      expect(store.list<string>("b/").map((entry) => entry.value)).toEqual(["b/1", "b/10", "b/2"]);
    }));

  test("what is stored is a frozen copy", () =>
    withStore((store) => {
      const value = { list: [1] };
      store.put("a", value);
      value.list.push(2);
      const stored = store.get<{ list: number[] }>("a")!.value;
      expect(stored).toEqual({ list: [1] });
      expect(() => stored.list.push(2)).toThrow(TypeError);
      expect(() => store.put("f", () => 1)).toThrow("only JSON");
    }));

  test("a transaction that throws leaves nothing behind and tells nobody", () =>
    withStore((store) => {
      store.put("a", 1);
      const seen: StoreEvent[] = [];
      store.watch("", (event) => seen.push(event));
      const attempt = () =>
        store.transaction(() => {
          store.put("a", 2);
          store.put("b", 1);
          store.delete("a");
          throw new Error("no");
        });
      expect(attempt).toThrow("no");
      expect(store.list("")).toMatchObject([{ key: "a", value: 1, revision: 1 }]);
      expect(store.revision).toBe(1);
      expect(seen).toEqual([]);
      expect(store.put("c", 1).revision).toBe(2);
    }));

  test("an inner transaction joins the outer one", () =>
    withStore((store) => {
      const attempt = () =>
        store.transaction(() => {
          store.transaction(() => store.put("a", 1));
          throw new Error("no");
        });
      expect(attempt).toThrow("no");
      expect(store.get("a")).toBeUndefined();
    }));

  test("a transaction can't outlive its call", () =>
    withStore((store) => {
      expect(() => store.transaction(() => Promise.resolve(store.put("a", 1)))).toThrow("no promises");
      expect(store.get("a")).toBeUndefined();
    }));

  test("watchers hear of changes under their prefix, after the commit", () =>
    withStore((store) => {
      const seen: string[] = [];
      const stop = store.watch("b/", (event) =>
        seen.push(`${event.kind} ${event.entry.key} ${String(store.get("z")?.value)}`),
      );
      store.transaction(() => {
        store.put("a/1", 1);
        store.put("b/1", 1);
        store.delete("b/1");
        store.put("z", "committed");
      });
      expect(seen).toEqual(["put b/1 committed", "delete b/1 committed"]);
      stop();
      store.put("b/1", 2);
      expect(seen).toHaveLength(2);
    }));

  test("a watcher that writes is heard by all in the order of the writes", () =>
    withStore((store) => {
      const seen: string[] = [];
      store.watch("a", () => store.put("b", 1));
      store.watch("", (event) => seen.push(event.entry.key));
      store.transaction(() => {
        store.put("a", 1);
        store.put("c", 1);
      });
      expect(seen).toEqual(["a", "c", "b"]);
    }));

  test("following from an earlier revision tells what has happened since, once", () =>
    withStore((store) => {
      store.put("a", 1);
      store.put("a", 2);
      const seen: unknown[] = [];
      store.watch("a", (event) => seen.push(event.entry.value), 1);
      store.put("a", 3);
      expect(seen).toEqual([2, 3]);
    }));

  test("a revision that isn't kept, or isn't there yet, can't be followed", () =>
    withStore((store) => {
      for (let n = 0; n < 10_000; n += 1) store.put("a", n);
      expect(() => store.watch("", () => {}, 1)).toThrow(RevisionGone);
      expect(() => store.watch("", () => {}, store.revision + 1)).toThrow(RevisionGone);
      const seen: unknown[] = [];
      store.watch("", (event) => seen.push(event.entry.value), store.revision - 2);
      expect(seen).toEqual([9998, 9999]);
    }));

  test("is a map, whatever is done to it", () => {
    const key = fc.constantFrom("a", "b", "b/1", "b/2", "b/10", "c");
    const step = fc.oneof(
      fc.record({ kind: fc.constant("put" as const), key, value: fc.jsonValue() }),
      fc.record({ kind: fc.constant("delete" as const), key }),
      fc.record({ kind: fc.constant("undone" as const), key }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) =>
        withStore((store) => {
          const model = new Map<string, unknown>();
          for (const one of steps) {
            if (one.kind === "put") {
              store.put(one.key, one.value);
              model.set(one.key, JSON.parse(JSON.stringify(one.value)));
            } else if (one.kind === "delete") {
              expect(store.delete(one.key)).toBe(model.delete(one.key));
            } else {
              const undone = () =>
                store.transaction(() => {
                  store.put(one.key, "other");
                  store.delete(one.key);
                  throw new Error("undone");
                });
              expect(undone).toThrow("undone");
            }
          }
          const keys = [...model.keys()].sort();
          expect(store.list("").map((entry) => [entry.key, entry.value])).toEqual(
            keys.map((each) => [each, model.get(each)]),
          );
        }),
      ),
      { numRuns: 25 },
    );
  });
});
