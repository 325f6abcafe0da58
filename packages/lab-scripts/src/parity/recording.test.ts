import { expect, test } from "vitest";
import { compare } from "./compare.ts";
import { evidenceFrom } from "./evidence.ts";
import { EXPERIMENTS } from "./experiments/index.ts";
import { renderFacts } from "./facts-page.ts";
import { parseRecording, type Recording, type Seen } from "./recording.ts";

function recording(id: string, seen: Seen, changes: Partial<Recording> = {}): Recording {
  return {
    format: "podpath-recording",
    version: 1,
    source: "tencent-cloud",
    recordedOn: "2026-12-01",
    region: "ap-guangzhou",
    kubernetes: "1.30.0",
    dataPlane: "real",
    observations: [{ id, facts: [], seen, notSeen: null }],
    ...changes,
  };
}

const PAGE = `# Facts

| id | claim | status | source | test |
|---|---|---|---|---|
| <a id="same-node-bypass"></a>\`same-node-bypass\` | Nobody is asked. | assumed (routing) | - | [a](../a.ts) |

<!-- recordings: written by scripts/facts.ts -->
<!-- end of recordings -->
`;
const CONNECTED = { outcome: "connected" };
const TIMED_OUT = { outcome: "timed-out" };

function statusWith(...recordings: readonly Recording[]): string {
  const named = recordings.map((one, i) => ({ file: `${i}.json`, recording: one }));
  const page = renderFacts(PAGE, evidenceFrom(named, EXPERIMENTS), EXPERIMENTS);
  expect(renderFacts(page, evidenceFrom(named, EXPERIMENTS), EXPERIMENTS)).toBe(page);
  return /<\/a>.*$/m.exec(page)![0].split(" | ")[2]!;
}

test("nobody recorded: the status is what a person wrote", () => {
  expect(statusWith()).toBe("assumed (routing)");
});

test("a recording of the real cloud bears a claim out, or contradicts it; the newest counts and the older stays visible", () => {
  expect(statusWith(recording("same-node", CONNECTED))).toBe(
    "assumed (routing); **recorded** on a real account [2026-12-01](recordings/0.json)",
  );
  const later = recording("same-node", TIMED_OUT, { recordedOn: "2027-01-01" });
  expect(statusWith(recording("same-node", CONNECTED), later)).toBe(
    "assumed (routing); **contradicted** on a real account [2026-12-01](recordings/0.json) (recorded), [2027-01-01](recordings/1.json)",
  );
});

test("a recording of the sandbox never turns a claim into recorded", () => {
  expect(statusWith(recording("same-node", CONNECTED, { source: "sandbox" }))).toBe("assumed (routing)");
});

test("what was not seen says nothing, and so does an experiment that is no longer made", () => {
  const blind = recording("same-node", CONNECTED, {
    observations: [{ id: "same-node", facts: [], seen: null, notSeen: "why" }],
  });
  expect(statusWith(blind, recording("no-such", CONNECTED))).toBe("assumed (routing)");
});

// prettier-ignore
test.each([
  ["no JSON",             "{",                                                            "JSON"],
  ["another format",      JSON.stringify({ format: "x" }),                                "format"],
  ["another version",     JSON.stringify({ ...recording("a", {}), version: 2 }),          "version"],
  ["an unknown source",   JSON.stringify({ ...recording("a", {}), source: "aws" }),       "source"],
  ["no day",              JSON.stringify({ ...recording("a", {}), recordedOn: "2026-13-01" }), "recordedOn"],
  ["a broken observation", JSON.stringify({ ...recording("a", {}), observations: [{ id: "a", facts: [], seen: null, notSeen: null }] }), "observations[0]"],
])("%s is refused by the member's name", (_, text, member) => {
  expect(() => parseRecording(text)).toThrow(expect.objectContaining({ member }));
});

test("whole again after being written", () => {
  const one = recording("same-node", CONNECTED);
  expect(parseRecording(JSON.stringify(one))).toEqual(one);
});

test("compared member by member, but for those that are incidental", () => {
  const [recorded, here] = [
    { a: 1, line: "x" },
    { a: 2, line: "y" },
  ].map((seen) => ({ id: "i", facts: [], seen, notSeen: null }));
  expect(compare(recorded!, here, { incidental: ["line"] })).toEqual({
    kind: "differs",
    members: [{ member: "a", recorded: 1, here: 2 }],
  });
  expect(compare(recorded!, recorded, {})).toEqual({ kind: "same" });
  expect(compare(recorded!, undefined, {})).toMatchObject({ kind: "not-compared" });
});

test("every experiment has an id of its own and bears on something", () => {
  expect(new Set(EXPERIMENTS.map(({ id }) => id)).size).toBe(EXPERIMENTS.length);
  expect(EXPERIMENTS.filter(({ facts }) => Object.keys(facts).length === 0)).toEqual([]);
});
