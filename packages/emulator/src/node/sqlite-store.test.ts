import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test } from "vitest";
import { openSqliteStore } from "./sqlite-store.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "podpath-store-"));
  folders.push(folder);
  return join(folder, "store.db");
}

test("a store that is opened again goes on where it was", () => {
  const file = newFile();
  const first = openSqliteStore(file);
  first.put("a", { n: 1 });
  first.put("b", 1);
  first.delete("b");
  first.close();

  const again = openSqliteStore(file);
  expect(again.revision).toBe(3);
  expect(again.list("")).toEqual([{ key: "a", value: { n: 1 }, created: 1, revision: 1 }]);
  expect(again.put("c", 1).revision).toBe(4);
  again.close();
});

test("kill -9 loses nothing that was answered", async () => {
  const file = newFile();
  const writer = spawn(process.execPath, [join(import.meta.dirname, "../../test/write-until-killed.ts"), file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let answered = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    answered = Number(line);
    if (answered === 200) writer.kill("SIGKILL");
  }
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, "exit");
  expect(writer.signalCode).toBe("SIGKILL");

  const store = openSqliteStore(file);
  const values = store.list<number>("n/").map((entry) => entry.value);
  expect(answered).toBeGreaterThanOrEqual(200);
  expect(values.length).toBeGreaterThanOrEqual(answered);
  expect(store.revision).toBe(values.length);
  store.close();
});

test("a file of another layout is refused, and says what to do", () => {
  const file = newFile();
  const other = new DatabaseSync(file);
  other.exec("PRAGMA user_version = 99");
  other.close();
  expect(() => openSqliteStore(file)).toThrow("remove it to start anew");
});

test("two processes can't have one store open", () => {
  const file = newFile();
  const first = openSqliteStore(file);
  first.put("a", 1);
  expect(() => openSqliteStore(file)).toThrow("locked");
  first.close();
});
