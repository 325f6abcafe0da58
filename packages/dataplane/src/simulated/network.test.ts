import { filterHops, printFlow, tracePath, type Flow, type Pod, type Snapshot } from "@podpath/access-path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { baseDrill, group, node, pod } from "../../test/base-drill.ts";
import { inPod, keyOf, SimulatedLab } from "./test/lab.ts";

const [A, C, B] = ["10.0.35.23", "10.0.35.24", "10.0.35.150"];
const [NODE_A, NODE_B] = ["10.0.35.139", "10.0.35.179"];
const GROUPS = ["sg-one", "sg-two", "sg-three"];

const peer = fc.constantFrom(
  `${A}/32`,
  `${B}/32`,
  "10.0.35.0/24",
  "10.0.35.0/27",
  "0.0.0.0/0",
  "192.168.0.0/16",
  ...GROUPS,
);
const service = fc.constantFrom(
  { protocol: "all", ports: "" },
  { protocol: "icmp", ports: "" },
  { protocol: "tcp", ports: "all" },
  { protocol: "tcp", ports: "80" },
  { protocol: "tcp", ports: "22,80" },
  { protocol: "tcp", ports: "8000-9000" },
  { protocol: "udp", ports: "53" },
);
const rule = fc
  .tuple(fc.constantFrom("accept", "drop"), service, peer)
  .map(([action, { protocol, ports }, who]) => `${action} ${protocol} ${who} ${ports}`.trim());
const rules = fc.array(rule, { maxLength: 5 });
const bound = fc.subarray(GROUPS);
const enis = ["eni-primarya", "eni-seconda", "eni-primaryb", "eni-secondb"];

const snapshot: fc.Arbitrary<Snapshot> = fc
  .tuple(
    fc.array(fc.tuple(rules, rules), { minLength: 3, maxLength: 3 }),
    fc.array(bound, { minLength: 4, maxLength: 4 }),
  )
  .map(([lists, bindings]) => {
    const nodes = [node("a", NODE_A, [A, C]), node("b", NODE_B, [B])].map((each) => ({
      ...each,
      enis: each.enis.map((eni) => ({ ...eni, securityGroups: bindings[enis.indexOf(eni.id)]! })),
    }));
    const pods: readonly Pod[] = [pod("a", A, NODE_A), pod("b", B, NODE_B), pod("c", C, NODE_A)];
    const securityGroups = GROUPS.map((id, index) => group(id, ...lists[index]!));
    return baseDrill({ nodes, pods, securityGroups });
  });

const destination = fc.constantFrom(A, B, C, NODE_A, NODE_B, "10.0.35.180", "10.0.35.99", "203.0.113.7");
const attempt = fc.record({ from: fc.constantFrom(0, 1, 2), to: destination, port: fc.constantFrom(22, 80, 8080) });

test("law: what a client sees is the path's disposition, and what was counted is the path", async () => {
  await fc.assert(
    fc.asyncProperty(snapshot, fc.array(attempt, { minLength: 1, maxLength: 6 }), async (world, attempts) => {
      const lab = await SimulatedLab.open(world);
      for (const { from, to, port } of attempts) {
        const { uid, addresses } = world.pods[from]!;
        const flow: Flow = { protocol: "tcp", source: addresses[0]!, destination: to, destinationPort: port };
        const before = await lab.counted();
        const { status } = await lab.run(inPod({ uid }), [
          "curl",
          "-s",
          "-o",
          "/dev/null",
          "-m",
          "1.5",
          `${to}:${port}`,
        ]);
        const path = tracePath(world, flow);
        expect([printFlow(flow), status]).toEqual([printFlow(flow), statusOf(path)]);
        expect(differenceOf(before, await lab.counted())).toEqual(countsOf(path, status === 28 ? 2 : 1));
      }
      await lab.plane.close();
    }),
    { numRuns: 150 },
  );
});

test("law: ping too, and an answered one is counted once", async () => {
  await fc.assert(
    fc.asyncProperty(snapshot, attempt, async (world, { from, to }) => {
      const lab = await SimulatedLab.open(world);
      const { uid, addresses } = world.pods[from]!;
      const path = tracePath(world, {
        protocol: "icmp",
        source: addresses[0]!,
        destination: to,
        destinationPort: null,
      });
      const { status } = await lab.run(inPod({ uid }), ["ping", "-c", "3", "-W", "1", to]);
      const delivered = path.disposition.kind === "delivered";
      expect(status).toBe(delivered ? 0 : 1);
      expect(await lab.counted()).toEqual(countsOf(path, delivered ? 1 : 3));
      await lab.plane.close();
    }),
    { numRuns: 150 },
  );
});

/** curl's exit status. Nothing listens on a node, which the engine leaves open. */
function statusOf({ disposition, hops }: ReturnType<typeof tracePath>): number {
  if (disposition.kind === "dropped" || disposition.kind === "no-route") return 28;
  return disposition.kind === "refused" || hops.at(-1)?.kind === "node" ? 7 : 0;
}

function countsOf(path: ReturnType<typeof tracePath>, packets: number): Readonly<Record<string, number>> {
  const filters = filterHops(path).filter(({ reached, verdict }) => reached && verdict.kind !== "unfiltered");
  return Object.fromEntries(
    filters.map(({ eniId, direction, verdict }) => [keyOf({ eniId, direction, ...verdict }), packets]),
  );
}

function differenceOf(before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>) {
  const moved = Object.entries(after).map(([key, packets]) => [key, packets - (before[key] ?? 0)] as const);
  return Object.fromEntries(moved.filter(([, packets]) => packets > 0));
}

// As the kernel was seen to do it: tcp_syn_retries 2, tcp_syn_linear_timeouts 4.
test.each([
  // limit, s   SYNs
  ["0.3", 1],
  ["1", 1],
  ["1.5", 2],
  ["3", 3],
  ["5", 5],
  ["60", 6],
])("a connection given up after %s s sent %i SYNs", async (limit, packets) => {
  const lab = await SimulatedLab.open(baseDrill());
  await lab.run(inPod(baseDrill().pods[0]!), ["curl", "-s", "-m", limit, B]);
  expect(await lab.counted()).toEqual({
    "eni-seconda sg-drill001 egress 0": packets,
    "eni-secondb - ingress -": packets,
  });
});

test("every rule of every filtered interface has a counter, and each interface its two implicit drops", async () => {
  const lab = await SimulatedLab.open(baseDrill());
  const counters = await lab.plane.counters();
  expect(counters.map(keyOf).slice(0, 5)).toEqual([
    "eni-primarya sg-drill001 ingress 0",
    "eni-primarya - ingress -",
    "eni-primarya sg-drill001 egress 0",
    "eni-primarya sg-drill001 egress 1",
    "eni-primarya - egress -",
  ]);
  expect(counters).toHaveLength(4 * 5);
});

test("a rule's count survives changes of its neighbours, and goes with the rule", async () => {
  const world = (revision: number, ...ingress: readonly string[]): Snapshot =>
    baseDrill({ revision, securityGroups: [group("sg-drill001", ingress, ["accept all 0.0.0.0/0"])] });
  const lab = await SimulatedLab.open(world(1, `accept tcp ${A}/32 80`));
  const curl = ["curl", "-s", "-o", "/dev/null", B];
  await lab.run(inPod(baseDrill().pods[0]!), curl);
  await lab.plane.realise(world(2, "accept tcp 0.0.0.0/0 22", `accept tcp ${A}/32 80 # a remark`));
  await lab.run(inPod(baseDrill().pods[0]!), curl);
  expect((await lab.counted())["eni-secondb sg-drill001 ingress 1"]).toBe(2);
  await lab.plane.realise(world(3, "accept tcp 0.0.0.0/0 22"));
  await lab.plane.realise(world(4, "accept tcp 0.0.0.0/0 22", `accept tcp ${A}/32 80`));
  expect((await lab.counted())["eni-secondb sg-drill001 ingress 1"]).toBeUndefined();
});
