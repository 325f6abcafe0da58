import { expect, test } from "vitest";
import { drill, NODE_A, NODE_B, POD_A, POD_A2, POD_A6, POD_B, POD_B6, SPARE_B } from "../test/drill.ts";
import { filterHops, tracePath, tracePathsTo } from "./index.ts";
import type { AccessPath, Disposition, Flow } from "./index.ts";

// prettier-ignore
test.each([
  // what it shows                       from         to            route            hops, filters as <interface>/<direction>
  ["Pod → Pod on another node",          POD_A,       POD_B,        "cross-node",    "pod node eni-a1/egress vpc eni-b1/ingress node pod"],
  ["the same over IPv6",                 POD_A6,      POD_B6,       "cross-node",    "pod node eni-a1/egress vpc eni-b1/ingress node pod"],
  ["Pod → Pod on the same node",         POD_A,       POD_A2,       "same-node",     "pod node pod"],
  ["Pod → itself",                       POD_A,       POD_A,        "same-node",     "pod pod"],
  ["Pod → a node's secondary address",   POD_B6,      "fd00:35::40","cross-node",    "pod node eni-b1/egress vpc eni-a1/ingress node"],
  ["node → its own Pod",                 NODE_A,      POD_A,        "same-node",     "node pod"],
  ["Pod → its own node",                 POD_A,       NODE_A,       "same-node",     "pod node"],
  ["node → another node's Pod",          NODE_A,      POD_B,        "cross-node",    "node eni-a0/egress vpc eni-b1/ingress node pod"],
  ["Pod → another node",                 POD_A,       NODE_B,       "cross-node",    "pod node eni-a1/egress vpc eni-b0/ingress node"],
  ["node → node",                        NODE_A,      NODE_B,       "cross-node",    "node eni-a0/egress vpc eni-b0/ingress node"],
  ["Pod → an address nobody holds",      POD_A,       "10.0.77.7",  "to-unknown",    "pod node eni-a1/egress vpc unknown"],
  ["Pod → the internet",                 POD_A,       "1.1.1.1",    "to-unknown",    "pod node eni-a1/egress vpc unknown"],
  ["Pod → an address no Pod took yet",   POD_A,       SPARE_B,      "cross-node",    "pod node eni-a1/egress vpc eni-b1/ingress node unknown"],
  ["from outside → Pod",                 "10.0.9.9",  POD_B,        "from-outside",  "unknown vpc eni-b1/ingress node pod"],
  ["IPv4 → IPv6",                        POD_A,       POD_B6,       "mixed-families","pod pod"],
] as const)("path: %s", (_, source, destination, route, hops) => {
  const path = tracePath(drill(), { protocol: "tcp", source, destination, destinationPort: 80 });
  expect(path.route).toBe(route);
  expect(outline(path)).toBe(hops);
});

const closed = { "sg-ssh": { ingress: ["accept tcp 0.0.0.0/0 22"] }, "sg-mute": { egress: [] } };

// prettier-ignore
test.each([
  // what it shows                             groups bound                          from    to           port  want
  ["everything open",                          {},                                   POD_A,  POD_B,       80,   { kind: "delivered" }],
  ["the drill: only port 22 enters Pod B",     { b: ["sg-ssh"] },                    POD_A,  POD_B,       80,   { kind: "dropped", at: { eniId: "eni-b1", direction: "ingress", verdict: { kind: "implicit-drop" } } }],
  ["port 22 passes, but nothing listens",      { b: ["sg-ssh"] },                    POD_A,  POD_B,       22,   { kind: "refused", by: { name: "pod-b" } }],
  ["nothing leaves Pod A",                     { a: ["sg-mute"] },                   POD_A,  POD_B,       80,   { kind: "dropped", at: { eniId: "eni-a1", direction: "egress" } }],
  ["both at fault: the first one is named",    { a: ["sg-mute"], b: ["sg-ssh"] },    POD_A,  POD_B,       80,   { kind: "dropped", at: { eniId: "eni-a1" } }],
  ["the same node meets no group",             { a: ["sg-mute"] },                   POD_A,  POD_A2,      80,   { kind: "delivered" }],
  ["the same node, nothing listens",           { a: ["sg-mute"] },                   POD_A,  POD_A2,      81,   { kind: "refused", by: { name: "pod-a2" } }],
  ["nobody holds the address",                 {},                                   POD_A,  "10.0.77.7", 80,   { kind: "no-route", from: "vpc-drill001" }],
  ["the drop comes before the missing route",  { a: ["sg-mute"] },                   POD_A,  "10.0.77.7", 80,   { kind: "dropped", at: { eniId: "eni-a1" } }],
  ["an address no Pod took",                   {},                                   POD_A,  SPARE_B,     80,   { kind: "no-route", from: NODE_B }],
  ["a node's ports are not known",             {},                                   POD_A,  NODE_B,      9999, { kind: "delivered" }],
  ["no groups: unfiltered",                    { b: [] },                            POD_A,  POD_B,       80,   { kind: "delivered" }],
] satisfies [string, object, string, string, number, object][])("disposition: %s", (_, bound, source, destination, destinationPort, want) => {
  const path = tracePath(drill({ groups: closed, bound }), { protocol: "tcp", source, destination, destinationPort });
  expect(path.disposition).toMatchObject(want as Disposition);
});

test("a hop behind the drop isn't reached, but says what it would decide", () => {
  const flow: Flow = { protocol: "tcp", source: POD_A, destination: POD_B, destinationPort: 80 };
  const path = tracePath(drill({ groups: closed, bound: { a: ["sg-mute"], b: ["sg-ssh"] } }), flow);
  expect(path.hops.map((hop) => hop.reached)).toEqual([true, true, true, false, false, false, false]);
  expect(filterHops(path).map((hop) => [hop.reached, hop.verdict.kind])).toEqual([
    [true, "implicit-drop"],
    [false, "implicit-drop"],
  ]);
});

test("ping needs no listener", () => {
  const flow: Flow = { protocol: "icmp", source: POD_A, destination: POD_B, destinationPort: null };
  expect(tracePath(drill(), flow).disposition).toEqual({ kind: "delivered" });
});

test("who can reach Pod B's port 80, and what stops the others", () => {
  const groups = { "sg-b": { ingress: [`accept tcp ${POD_A} 80`] } };
  const to = { protocol: "tcp", destination: POD_B, destinationPort: 80 } as const;
  const paths = tracePathsTo(drill({ groups, bound: { b: ["sg-b"] } }), to);
  expect(paths.map(({ flow, route, disposition }) => [flow.source, route, disposition.kind])).toEqual([
    [NODE_A, "cross-node", "dropped"],
    [NODE_B, "same-node", "delivered"],
    [POD_A, "cross-node", "delivered"],
    [POD_A2, "cross-node", "dropped"],
  ]);
  expect(tracePathsTo(drill(), { ...to, destination: POD_B6 }).map(({ flow }) => flow.source)).toEqual([POD_A6]);
});

function outline(path: AccessPath): string {
  return path.hops.map((hop) => (hop.kind === "filter" ? `${hop.eniId}/${hop.direction}` : hop.kind)).join(" ");
}
