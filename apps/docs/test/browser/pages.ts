import { readdirSync } from "node:fs";
import { join } from "node:path";

const DOCS = join(import.meta.dirname, "..", "..", "docs");

/** Every page's address in both languages. */
export const PAGES: readonly string[] = readdirSync(DOCS, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".mdx"))
  .map((name) => (name === "start.mdx" ? "/" : `/${name.slice(0, -".mdx".length)}`))
  .flatMap((path) => [path, `/en${path}`])
  .toSorted();
