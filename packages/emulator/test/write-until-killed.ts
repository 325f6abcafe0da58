import { openSqliteStore } from "../src/node/sqlite-store.ts";

// Run by a test as a process of its own: says each number once it is stored, until somebody kills it.
const store = openSqliteStore(process.argv[2] ?? "store.db");
for (let n = 1; n <= 100_000; n += 1) {
  store.put(`n/${String(n).padStart(6, "0")}`, n);
  process.stdout.write(`${n}\n`);
}
