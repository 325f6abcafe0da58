import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** All files that importing one brings along, but for other packages. */
function reached(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path] of readFileSync(file, "utf8").matchAll(/from "(\.[^"]+)"/g))
    reached(resolve(dirname(file), path!), seen);
  return seen;
}

test("nothing of Node's comes with it, also not through what it shares with the kernel's data plane", () => {
  const files = [...reached(fileURLToPath(new URL("index.ts", import.meta.url)))];
  expect(files.length).toBeGreaterThan(50);
  // That no global of Node's is used is held by this folder's tsconfig, which doesn't know any.
  expect(files.filter((file) => /from "node:|import\(/.test(readFileSync(file, "utf8")))).toEqual([]);
});
