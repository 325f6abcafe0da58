import { filterHops, printFlow, tracePath, type AccessPath, type Flow, type Snapshot } from "@podpath/access-path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WORLDS } from "./conformance-worlds.ts";
import { inPod, keyOf, onNode, TestLab } from "./lab.ts";
import { Sender, type Answer } from "./sender.ts";

const ROWS = WORLDS.reduce((sum, world) => sum + world.flows.length, 0);
let lab: TestLab;
let revision = 0;

beforeAll(() => {
  lab = new TestLab();
});
afterAll(() => lab.plane.close());

// One real packet a row, and what moved in the kernel for it: the verdict of each filter, and which rule gave it.
test.each(WORLDS)(
  `engine and kernel agree, of ${ROWS} rows: $what ($flows.length rows)`,
  async ({ snapshot, flows }) => {
    await lab.plane.realise({ ...snapshot, revision: ++revision });
    const sources = [...new Set(flows.map((flow) => flow.source))];
    const senders = new Map(sources.map((source) => [source, senderAt(source, snapshot)]));
    const rows: Row[] = [];
    for (const flow of flows) rows.push(await observe(senders.get(flow.source)!, flow, tracePath(snapshot, flow)));
    const differences = (await Promise.all(rows.map(difference))).filter((text) => text !== null);
    for (const sender of senders.values()) sender.close();
    expect(differences).toEqual([]);
    expect(lab.complaints).toEqual([]);
  },
);

interface Row {
  readonly path: AccessPath;
  readonly moved: readonly string[];
  readonly answer: Promise<Answer>;
}

/** Send one packet, and wait until the counters show what was predicted, or for a second stay otherwise. */
async function observe(sender: Sender, flow: Flow, path: AccessPath): Promise<Row> {
  const before = await lab.counted();
  const answer = sender.send(flow);
  const wanted = predictedCounters(path);
  const deadline = performance.now() + 1_000;
  let moved = await movedSince(before);
  while (moved.join() !== wanted.join() && performance.now() < deadline) moved = await movedSince(before);
  return { path, moved, answer };
}

async function movedSince(before: ReadonlyMap<string, number>): Promise<readonly string[]> {
  const now = await lab.counted();
  const moved = [...now].filter(([key, packets]) => packets !== (before.get(key) ?? 0));
  return moved.map(([key]) => key).sort();
}

async function difference({ path, moved, answer }: Row): Promise<string | null> {
  const predicted = { moved: predictedCounters(path), answers: possibleAnswers(path) };
  const seen = { moved, answer: await answer };
  if (moved.join() === predicted.moved.join() && predicted.answers.includes(seen.answer)) return null;
  return `${printFlow(path.flow)}: ${JSON.stringify({ seen, predicted })}`;
}

function predictedCounters(path: AccessPath): readonly string[] {
  const filters = filterHops(path).filter((hop) => hop.reached && hop.verdict.kind !== "unfiltered");
  return filters.map(({ eniId, direction, verdict }) => keyOf({ eniId, direction, ...verdict })).sort();
}

function possibleAnswers({ disposition, flow }: AccessPath): readonly Answer[] {
  if (flow.protocol === "udp") return ["answered"]; // it is sent, and that is all its sender knows
  if (disposition.kind === "dropped" || disposition.kind === "no-route") return ["silence"];
  if (flow.protocol !== "tcp") return ["answered"];
  // The model doesn't know what listens on a node.
  return disposition.kind === "refused" ? ["refused"] : ["answered", "refused"];
}

function senderAt(address: string, snapshot: Snapshot): Sender {
  const pod = snapshot.pods.find((candidate) => candidate.addresses.includes(address));
  return new Sender(lab.plane, pod === undefined ? onNode(address) : inPod(pod));
}
