import { describe, expect, test } from "vitest";
import { drill, NODE_B, POD_A, POD_A2, POD_B } from "../../test/drill.ts";
import { tracePath } from "../index.ts";
import type { AccessPath, Flow, Snapshot } from "../index.ts";
import { drawnPath, drawPath, printSvg, TALL, toneOf, WIDE } from "./index.ts";
import type { DrawingWords, Scene } from "./index.ts";
import { shorten } from "./words.ts";

const WORDS: DrawingWords = {
  podA: "Pod A",
  podB: "Pod B",
  nodeA: "Node A",
  nodeB: "Node B",
  vpc: "VPC",
  sg1: "SG1",
  sg2: "SG2",
  nodeGroup: "node group",
  eth0: "eth0",
  eth1: "eth1",
  ingress: "in",
  egress: "out",
  sameGroup: "same group {group}",
  verdictUnfiltered: "unfiltered",
  verdictImplicit: "no match",
  verdictAccept: "rule {index} accepts",
  verdictDrop: "rule {index} drops",
};

const flow = (to: Partial<Flow> = {}): Flow => ({
  protocol: "tcp",
  source: POD_A,
  destination: POD_B,
  destinationPort: 80,
  ...to,
});

function sceneOf(snapshot: Snapshot, { flow: { destination } }: AccessPath): Scene {
  const [nodeA, nodeB] = [snapshot.nodes[0]!, snapshot.nodes[1]!];
  const podOf = (address: string) => snapshot.pods.find(({ addresses }) => addresses.includes(address)) ?? null;
  return { snapshot, podA: podOf(POD_A), podB: podOf(destination), nodeA, nodeB };
}

function svg(snapshot: Snapshot, to: Partial<Flow> = {}, change: Partial<Scene> = {}, layout = WIDE): string {
  const path = tracePath(snapshot, flow(to));
  const scene = { ...sceneOf(snapshot, path), ...change };
  return printSvg(drawPath({ scene, path: drawnPath(path), layout, words: WORDS, sent: true }));
}

test("the decision stands at the interface, with a cross, and what lies behind isn't reached", () => {
  const blocked = svg(drill({ groups: { "sg-ssh": { ingress: ["drop all 0.0.0.0/0"] } }, bound: { b: ["sg-ssh"] } }));
  expect(blocked).toContain("rule 0 drops");
  expect(blocked.match(/pp-gate pp-is-stopped/g)).toHaveLength(1);
  expect(blocked).toContain("pp-pod pp-is-unreached");
});

test("one group on both interfaces is tied, two are not", () => {
  const two = drill({ groups: { "sg-ssh": { ingress: [] } }, bound: { b: ["sg-ssh"] } });
  for (const layout of [WIDE, TALL]) {
    expect(svg(drill(), {}, {}, layout)).toContain("same group sg-open");
    expect(svg(two, {}, {}, layout)).not.toContain("same group");
  }
});

test("of several groups the one whose rule decided is named; of one it goes without saying", () => {
  const groups = { "sg-ssh": { ingress: [] }, "sg-web": { ingress: ["accept tcp 10.0.35.0/24 80"] } };
  const several = drill({ groups, bound: { b: ["sg-ssh", "sg-web"] } });
  const one = drill({ groups, bound: { b: ["sg-web"] } });
  for (const layout of [WIDE, TALL]) {
    expect(svg(several, {}, {}, layout)).toMatch(/rule 0 accepts<\/tspan><tspan [^>]*>sg-web</);
    expect(svg(one, {}, {}, layout)).not.toContain("sg-web");
  }
});

test("no line runs through a verdict: it lies on paper of its own", () => {
  for (const layout of [WIDE, TALL]) {
    const picture = svg(drill(), {}, {}, layout);
    expect(picture.match(/class="pp-verdict"/g)).toHaveLength(2);
    expect(picture.match(/<rect class="pp-verdict-ground"[^>]*><\/rect><text class="pp-verdict"/g)).toHaveLength(2);
  }
});

describe("pictures without a second node or a second Pod", () => {
  test("on one node the other isn't drawn", () => {
    const picture = svg(drill(), { destination: POD_A2 }, { nodeB: null });
    expect(picture).not.toContain("Node B");
    expect(picture.match(/class="pp-gate /g)).toHaveLength(2);
  });

  test("a node is an end of its own", () => {
    const picture = svg(drill(), { destination: NODE_B });
    expect(picture.match(/class="pp-pod /g)).toHaveLength(1);
    expect(picture).toContain("Node B");
  });

  test("an address that nobody has is written where the line ends", () => {
    const picture = svg(drill(), { destination: "10.0.35.99" }, { nodeB: null });
    expect(picture).toContain("10.0.35.99");
    expect(picture).toContain("pp-stranger pp-is-stopped");
  });
});

test("what nobody knows has a mark of its own, at a filter and at the end", () => {
  const path = tracePath(drill(), flow());
  const [, , first] = path.hops;
  const drawn = { ...drawnPath(path), arrives: null, doubtful: () => true };
  expect(toneOf(first!, drawn)).toBe("doubt");
  expect(toneOf(path.hops.at(-1)!, drawn)).toBe("doubt");
  const scene = sceneOf(drill(), path);
  const picture = printSvg(drawPath({ scene, path: drawn, layout: WIDE, words: WORDS, sent: true }));
  expect(picture.match(/pp-is-doubt/g)).toHaveLength(3);
});

test("before the packet is sent nothing is given away", () => {
  const snapshot = drill({ groups: { "sg-ssh": { ingress: [] } }, bound: { b: ["sg-ssh"] } });
  const path = tracePath(snapshot, flow());
  const scene = sceneOf(snapshot, path);
  const picture = printSvg(drawPath({ scene, path: drawnPath(path), layout: WIDE, words: WORDS, sent: false }));
  expect(picture).not.toMatch(/stopped|passed|no match|accepts/);
});

test("names are text, whatever they hold", () => {
  const evil = `"><script>alert(1)</script>&'`;
  const path = tracePath(drill(), flow());
  const words = { ...WORDS, podA: "<b>", nodeA: evil, vpc: evil };
  const picture = printSvg(
    drawPath({ scene: sceneOf(drill(), path), path: drawnPath(path), layout: WIDE, words, sent: true }),
  );
  expect(picture).not.toMatch(/<script|<b>/);
  expect(picture).toContain("&quot;&gt;&lt;script&gt;");
});

test("of a long name both ends show", () => {
  expect(shorten("web", 15)).toBe("web");
  expect(shorten("my-deployment-7d4ddd5b9b-nr7fr", 15)).toBe("my-depl…b-nr7fr");
});
