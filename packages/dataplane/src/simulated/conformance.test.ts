import { filterHops, printFlow, tracePath, type AccessPath, type Flow, type Snapshot } from "@podpath/access-path";
import { expect, test } from "vitest";
import { WORLDS } from "../../test/conformance-worlds.ts";
import { Sender } from "../../test/sender.ts";
import { inPod, keyOf, onNode, SimulatedLab } from "./test/lab.ts";

const ROWS = WORLDS.reduce((sum, world) => sum + world.flows.length, 0);

// The rows that the kernel's data plane passes with real packets, sent by the very same script.
test.each(WORLDS)(
  `engine and simulation agree, of ${ROWS} rows: $what ($flows.length rows)`,
  { timeout: 60_000 },
  async ({ snapshot, flows }) => {
    const lab = await SimulatedLab.open(snapshot);
    const senders = new Map(flows.map(({ source }) => [source, senderAt(source, snapshot, lab)]));
    const differences: string[] = [];
    for (const flow of flows) {
      const path = tracePath(snapshot, flow);
      const before = await lab.counted();
      const client = await senders.get(flow.source)!.send(flow);
      const now = await lab.counted();
      const moved = Object.keys(now).filter((key) => now[key] !== before[key]);
      const seen = { client, moved: moved.sort() };
      const predicted = { client: predictedClient(path, flow), moved: predictedCounters(path) };
      if (JSON.stringify(seen) !== JSON.stringify(predicted)) {
        differences.push(`${printFlow(flow)}: ${JSON.stringify({ seen, predicted })}`);
      }
    }
    expect(differences).toEqual([]);
    await lab.plane.close();
  },
);

function predictedCounters(path: AccessPath): readonly string[] {
  const filters = filterHops(path).filter((hop) => hop.reached && hop.verdict.kind !== "unfiltered");
  return filters.map(({ eniId, direction, verdict }) => keyOf({ eniId, direction, ...verdict })).sort();
}

/** UDP says nothing, whatever happens; on a node nothing listens, which the engine leaves open. */
function predictedClient({ disposition, hops }: AccessPath, flow: Flow): string {
  if (flow.protocol === "udp") return "answered";
  switch (disposition.kind) {
    case "dropped":
    case "no-route":
      return "silence";
    case "refused":
      return "refused";
    case "delivered":
      return flow.protocol === "tcp" && hops.at(-1)?.kind === "node" ? "refused" : "answered";
    default:
      return disposition satisfies never;
  }
}

function senderAt(address: string, snapshot: Snapshot, lab: SimulatedLab): Sender {
  const pod = snapshot.pods.find((candidate) => candidate.addresses.includes(address));
  return new Sender(lab.plane, pod === undefined ? onNode(address) : inPod(pod));
}
