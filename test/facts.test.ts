import { existsSync, globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { evidenceFrom } from "../packages/lab-scripts/src/parity/evidence.ts";
import { EXPERIMENTS } from "../packages/lab-scripts/src/parity/experiments/index.ts";
import { renderFacts } from "../packages/lab-scripts/src/parity/facts-page.ts";
import { readRecordings, shippedRecordings } from "../packages/lab-scripts/src/parity/read-recordings.ts";

interface Row {
  readonly id: string;
  readonly status: string;
  readonly tests: readonly string[];
}

const STATUS = /\b(documented|recorded|assumed|ours)\b/;

const rows = [...readFileSync("docs/facts.md", "utf8").matchAll(/^\| <a id="([\w-]+)"><\/a>.*$/gm)].map(
  (match): Row => {
    const cells = match[0].split(" | ");
    return {
      id: match[1]!,
      status: cells[2]!,
      tests: [...cells.at(-1)!.matchAll(/\(\.\.\/([^)]+)\)/g)].map((link) => link[1]!),
    };
  },
);

test("ids are unique", () => {
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThan(40);
});

test.each(rows)("$id has a status and a test that exists", ({ status, tests }) => {
  expect(status).toMatch(STATUS);
  expect(tests.length).toBeGreaterThan(0);
  expect(tests.filter((file) => !existsSync(file))).toEqual([]);
});

test("every fact that code refers to has a row", () => {
  const sources = globSync("{packages,apps}/**/*.{ts,tsx,mdx,md}", {
    exclude: (name) => /node_modules|build|\.docusaurus/.test(name),
  });
  const referred = sources.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/facts\.md#([\w-]+)/g)].map((match) => match[1]!),
  );
  const known = new Set(rows.map(({ id }) => id));
  expect([...new Set(referred)].filter((id) => !known.has(id))).toEqual([]);
  expect(referred.length).toBeGreaterThan(40);
});

test("statuses say what the recordings do, no more and no less (else: node scripts/facts.ts)", () => {
  const page = readFileSync("docs/facts.md", "utf8");
  const recordings = readRecordings(shippedRecordings("."));
  expect(renderFacts(page, evidenceFrom(recordings, EXPERIMENTS), EXPERIMENTS)).toBe(page);
  console.log(`${recordings.length} recordings, ${EXPERIMENTS.length} experiments`);
});

test("every fact that an experiment bears on has a row", () => {
  const known = new Set(rows.map(({ id }) => id));
  const named = EXPERIMENTS.flatMap(({ facts }) => Object.keys(facts));
  expect(named.filter((id) => !known.has(id))).toEqual([]);
});
