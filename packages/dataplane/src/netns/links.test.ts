import { describe, expect, test } from "vitest";
import { baseDrill, node, pod } from "../../test/base-drill.ts";
import { fabricSteps } from "./fabric-links.ts";
import { nodeRules6, nodeSteps, podSteps } from "./guest-links.ts";
import { stepChange, type Step } from "./links.ts";

const v4Only = baseDrill({
  nodes: baseDrill().nodes.map((each) => ({
    ...each,
    enis: each.enis.map((eni) => ({ ...eni, addresses: eni.addresses.filter((address) => !address.includes(":")) })),
  })),
  pods: baseDrill().pods.map((each) => ({ ...each, addresses: each.addresses.slice(0, 1) })),
});
const [nodeA] = v4Only.nodes;
const [podA] = v4Only.pods;
const pids = { node: (name: string) => (name === "10.0.35.139" ? 7 : 8), pod: () => 9 };

function adds(steps: readonly Step[]): readonly string[] {
  return steps.map((step) => step.add);
}

test("a node: its own address on eth0, and a table and two rules for what its Pod sends", () => {
  expect(adds(nodeSteps(nodeA!, v4Only))).toEqual([
    "link set lo up",
    "link set eth0 up",
    "addr replace 10.0.35.139/24 dev eth0",
    "route replace default via 10.0.35.1 dev eth0 onlink",
    "link set eth1 up",
    "addr replace 10.0.35.140/24 dev eth1 noprefixroute",
    "route replace default via 10.0.35.1 dev eth1 onlink table 4003",
    "link set eni0ba89aa7af2 up",
    "route replace 10.0.35.23/32 dev eni0ba89aa7af2",
    "neigh replace 10.0.35.23 lladdr 02:0b:a8:9a:a7:af dev eni0ba89aa7af2 nud permanent",
    "rule add pref 1536 from 10.0.35.140/32 lookup 4003",
    "rule add pref 512 to 10.0.35.23/32 lookup main",
    "rule add pref 1536 from 10.0.35.23/32 lookup 4003",
  ]);
});

test("a Pod: one address, and everything by the node", () => {
  expect(adds(podSteps(podA!))).toEqual([
    "link set lo up",
    "link set eth0 up",
    "addr replace 10.0.35.23/32 dev eth0",
    "route replace 169.254.1.1 dev eth0 scope link",
    "route replace default via 169.254.1.1 dev eth0",
    "neigh replace 169.254.1.1 lladdr fe:ee:00:00:00:01 dev eth0 nud permanent",
  ]);
});

describe("the fabric", () => {
  const lines = adds(fabricSteps(v4Only, pids));

  test("has a port for each interface, with the interface's id for a name and its MAC address at the node's end", () => {
    expect(lines).toContain(
      "link add eni-seconda address fe:ee:00:00:00:01 type veth peer name eth1 index 3 address 20:90:6f:00:01:8b netns 7",
    );
  });

  test("knows which interface has which address, without asking", () => {
    expect(lines).toContain("route replace 10.0.35.150/32 dev eni-secondb");
    expect(lines).toContain("neigh replace 10.0.35.150 lladdr 20:90:6f:00:01:b3 dev eni-secondb nud permanent");
  });

  test("swallows everything else silently", () => expect(lines).toContain("route replace default dev void0"));

  test("wires a Pod to its node", () => {
    expect(lines.filter((line) => line.endsWith("netns 9"))[0]).toMatch(
      /^link add eni[0-9a-f]{11} address fe:ee:00:00:00:01 netns 7 type veth peer name eth0 address 02:[0-9a-f:]{14} netns 9$/,
    );
  });

  test("speaks IPv6 only where there is some", () => {
    expect(lines.filter((line) => line.includes("::"))).toEqual([]);
    expect(adds(fabricSteps(baseDrill(), pids)).filter((line) => line.includes("::")).length).toBeGreaterThan(5);
  });
});

test("IPv6 rules of a node are a list of their own", () => {
  expect(adds(nodeRules6(baseDrill().nodes[0]!, baseDrill()))).toEqual([
    "rule add pref 512 to fd00:35::23/128 lookup main",
    "rule add pref 1536 from fd00:35::23/128 lookup 4003",
  ]);
});

describe("a change", () => {
  const withC = baseDrill({
    nodes: [node("a", "10.0.35.139", ["10.0.35.23", "10.0.35.24"]), baseDrill().nodes[1]!],
    pods: [...baseDrill().pods, pod("c", "10.0.35.24", "10.0.35.139")],
  });
  const [before, after] = [nodeSteps(baseDrill().nodes[0]!, baseDrill()), nodeSteps(withC.nodes[0]!, withC)];

  test("of nothing is nothing", () => expect(stepChange(after, after)).toEqual({ remove: [], add: [] }));

  test("adds what is new, in order", () => {
    const { remove, add } = stepChange(before, after);
    expect(remove).toEqual([]);
    expect(add).toHaveLength(8);
    expect(add[0]).toMatch(/^link set eni/);
  });

  test("takes back what is gone, last added first", () => {
    const { remove, add } = stepChange(after, before);
    expect(add).toEqual([]);
    expect(remove[0]).toBe("rule del pref 1536 from 10.0.35.24/32 lookup 4003");
    expect(remove.at(-1)).toMatch(/^link del eni/);
  });
});

test("a Pod whose interface isn't a secondary one of its node is a mistake, and says so", () => {
  const pods = [pod("a", "10.0.35.23", "10.0.35.139", { eniId: "eni-secondb" })];
  expect(() => nodeSteps(baseDrill().nodes[0]!, baseDrill({ pods }))).toThrow("my-appa uses eni-secondb");
});
