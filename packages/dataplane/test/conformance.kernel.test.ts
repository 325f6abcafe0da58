import { filterHops, printFlow, tracePath, type AccessPath, type Flow, type Snapshot } from "@podpath/access-path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WORLDS } from "./conformance-worlds.ts";
import { inPod, keyOf, onNode, TestLab } from "./lab.ts";
import { Sender } from "./sender.ts";

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
  { timeout: 120_000 },
  async (world) => {
    const { snapshot, flows } = world;
    await lab.plane.realise({ ...snapshot, revision: ++revision });
    const senders = new Map(
      [...new Set(flows.map((flow) => flow.source))].map((source) => [source, senderAt(source, snapshot)]),
    );
    const differences: string[] = [];
    for (const flow of flows) {
      const path = tracePath(snapshot, flow);
      const seen = await observe(senders.get(flow.source)!, flow, path);
      const predicted = { moved: predictedCounters(path), client: predictedClient(path, flow) };
      if (!agree(seen, predicted)) differences.push(`${printFlow(flow)}: ${JSON.stringify({ seen, predicted })}`);
    }
    for (const sender of senders.values()) sender.close();
    expect(differences).toEqual([]);
    expect(lab.complaints).toEqual([]);
  },
);

type Client = "answered" | "refused" | "silence" | "either" | "not-asked";

interface Witness {
  readonly moved: readonly string[];
  readonly client: Client;
}

function agree(seen: Witness, predicted: Witness): boolean {
  const sameClient = seen.client === predicted.client || seen.client === "not-asked";
  const either = predicted.client === "either" && (seen.client === "answered" || seen.client === "refused");
  return seen.moved.join() === predicted.moved.join() && (sameClient || either);
}

function predictedCounters(path: AccessPath): readonly string[] {
  const filters = filterHops(path).filter((hop) => hop.reached && hop.verdict.kind !== "unfiltered");
  return filters.map(({ eniId, direction, verdict }) => keyOf({ eniId, direction, ...verdict })).sort();
}

function predictedClient({ disposition }: AccessPath, flow: Flow): Client {
  if (disposition.kind === "dropped" || disposition.kind === "no-route") return "silence";
  if (flow.protocol !== "tcp") return "answered";
  // The model doesn't know what listens on a node.
  return disposition.kind === "refused" ? "refused" : "either";
}

/**
 * Send one packet, and wait until the counters show what was predicted, or stay otherwise for a while. A row that should be silent is
 * not waited out, unless no drop was counted: the counter of the drop is the proof, and the next row would show a packet that
 * came late.
 */
async function observe(sender: Sender, flow: Flow, path: AccessPath): Promise<Witness> {
  const before = await lab.counted();
  const answer = sender.send(flow);
  const wanted = predictedCounters(path);
  const deadline = performance.now() + 1_000;
  let moved = await movedSince(before);
  while (moved.join() !== wanted.join() && performance.now() < deadline) moved = await movedSince(before);
  const silent = path.disposition.kind === "dropped";
  return { moved, client: silent || flow.protocol === "udp" ? "not-asked" : await answer };
}

async function movedSince(before: ReadonlyMap<string, number>): Promise<readonly string[]> {
  const now = await lab.counted();
  return [...now]
    .filter(([key, packets]) => packets !== (before.get(key) ?? 0))
    .map(([key]) => key)
    .sort();
}

function senderAt(address: string, snapshot: Snapshot): Sender {
  const pod = snapshot.pods.find((candidate) => candidate.addresses.includes(address));
  return new Sender(lab.plane, pod === undefined ? onNode(address) : inPod(pod));
}
