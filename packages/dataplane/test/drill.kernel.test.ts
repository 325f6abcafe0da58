import type { Snapshot } from "@podpath/access-path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { baseDrill, group, node, pod } from "./base-drill.ts";
import { inPod, onNode, openLab, type TestLab } from "./lab.ts";

const EVERYTHING_OUT = ["accept all 0.0.0.0/0", "accept all ::/0"];
const [a, b] = baseDrill().pods.map((each) => inPod(each)) as [ReturnType<typeof inPod>, ReturnType<typeof inPod>];
let lab: TestLab;
let revision = 1;

beforeAll(async () => {
  lab = await openLab(baseDrill());
});
afterAll(() => lab.plane.close());

function realise(change: Partial<Snapshot>): Promise<void> {
  return lab.plane.realise(baseDrill({ revision: ++revision, ...change }));
}

function ingress(...rules: readonly string[]): Partial<Snapshot> {
  return { securityGroups: [group("sg-drill001", rules, EVERYTHING_OUT)] };
}

test("the drill: a time-out, a rule, an answer", async () => {
  expect(await lab.curl(a, "10.0.35.150")).toBe(28);
  await realise(ingress("accept tcp 0.0.0.0/0 22", "accept tcp 10.0.35.23/32 80"));
  expect(await lab.curl(a, "10.0.35.150")).toBe(0);
  expect([...(await lab.counted()).keys()]).toEqual([
    "eni-seconda sg-drill001 egress 0",
    "eni-secondb - ingress -",
    "eni-secondb sg-drill001 ingress 1",
  ]);
  const log = Buffer.from(lab.plane.logs(baseDrill().pods[1]!.uid, "nginx")).toString();
  expect(log).toMatch(/^10\.0\.35\.23 .* "GET \/ HTTP\/1\.1" 200 /m);
  expect(lab.complaints).toEqual([]);
});

test("what entered is seen as it was sent, whether it got by or not", async () => {
  await realise(ingress("accept tcp 10.0.35.23/32 80"));
  const to80 = async () => {
    const flows = (await lab.plane.flows!())!;
    return flows.filter(({ destinationPort }) => destinationPort === 80 || destinationPort === 4444);
  };
  const before = (await to80()).reduce((sum, { packets }) => sum + packets, 0);
  expect(await lab.curl(a, "10.0.35.150")).toBe(0);
  const other = ["curl", "-s", "--connect-timeout", "0.5", "http://10.0.35.150:4444/"];
  expect((await lab.run(a, other)).status).toBe(28);
  const [answered, dropped] = (await to80()).toSorted((x, y) => x.destinationPort - y.destinationPort);
  expect(answered).toMatchObject({ protocol: "tcp", source: "10.0.35.23", destination: "10.0.35.150" });
  // Later packets of an open connection are no new flow.
  expect(answered!.packets).toBe(before + 1);
  expect(dropped).toMatchObject({ source: "10.0.35.23", destination: "10.0.35.150", destinationPort: 4444 });
});

test("the page names the Pod that answered", async () => {
  await realise(ingress("accept tcp 10.0.35.23/32 80"));
  const { stdout } = await lab.run(a, ["curl", "-s", "http://10.0.35.150/"]);
  expect(stdout).toContain("Welcome to nginx!");
  expect(stdout).toContain("default/my-appb");
});

describe("what a client sees", () => {
  // prettier-ignore
  test.each([
    // what it shows                           ingress rules, first decided first                        from  to              want
    ["nothing matches: silence",               ["accept tcp 0.0.0.0/0 22"],                              a,    "10.0.35.150",  28],
    ["an accept",                              ["accept tcp 10.0.35.0/24 80"],                           a,    "10.0.35.150",  0],
    ["the first match decides",                ["drop tcp 10.0.35.23/32 80", "accept all 0.0.0.0/0"],    a,    "10.0.35.150",  28],
    ["the first match decides, the other way", ["accept all 0.0.0.0/0", "drop tcp 10.0.35.23/32 80"],    a,    "10.0.35.150",  0],
    ["the node's address isn't the Pod's",     ["accept all 10.0.35.139/32"],                            a,    "10.0.35.150",  28],
    ["IPv6 has rules of its own",              ["accept all 0.0.0.0/0"],                                 a,    "fd00:35::150", 28],
    ["IPv6",                                   ["accept tcp fd00:35::23/128 80"],                        a,    "fd00:35::150", 0],
    ["accepted, but nothing listens",          ["accept tcp 0.0.0.0/0 80"],                              a,    "10.0.35.179",  7],
    ["a node reaches a Pod by its own address", ["accept tcp 10.0.35.139/32 80"],                        onNode("10.0.35.139"), "10.0.35.150", 0],
    ["nobody has the address",                 ["accept all 0.0.0.0/0"],                                 a,    "10.0.35.99",   28],
    ["the internet is not there",              ["accept all 0.0.0.0/0"],                                 a,    "203.0.113.7",  28],
  ])("%s", async (_, rules, from, to, want) => {
    await realise(ingress(...rules));
    expect(await lab.curl(from, to)).toBe(want);
  });
});

describe("on the wire", () => {
  test("ping answers, three hops away: both nodes and the VPC count", async () => {
    await realise(ingress("accept icmp 10.0.35.23/32"));
    const { stdout } = await lab.run(a, ["ping", "-n", "-c", "1", "-W", "1", "10.0.35.150"]);
    expect(stdout).toContain("ttl=61 ");
  });

  test("an answer passes whatever the other direction's rules say", async () => {
    const securityGroups = [
      group("sg-drill001", [], EVERYTHING_OUT),
      group("sg-answers", ["accept tcp 10.0.35.23/32 80"], ["drop all 0.0.0.0/0"]),
    ];
    await realise({ securityGroups, nodes: withGroupsAtB("sg-answers") });
    expect(await lab.curl(a, "10.0.35.150")).toBe(0);
    expect(await lab.curl(b, "10.0.35.23")).toBe(28);
  });

  test("a plain curl gives up by itself, with 28 and not after minutes", async () => {
    await realise(ingress());
    const before = await lab.counted();
    const limited = ["timeout", "30", "curl", "-s", "http://10.0.35.150/"];
    expect((await lab.run(a, limited)).status).toBe(28);
    const dropped = "eni-secondb - ingress -";
    // Two more SYNs, and up to three in between where the kernel knows tcp_syn_linear_timeouts.
    expect([3, 4, 5, 6, 7]).toContain((await lab.counted()).get(dropped)! - (before.get(dropped) ?? 0));
  });
});

test("a node looks like a node of TKE's", async () => {
  const { stdout } = await lab.run(onNode("10.0.35.139"), [
    "sh",
    "-c",
    "ip -o link; sysctl net.ipv4.conf.all.rp_filter net.ipv4.ip_forward; ip route get 10.0.35.23; hostname",
  ]);
  expect(stdout).toMatch(/^3: eth1@/m);
  expect(stdout).toMatch(/^\d+: eni[0-9a-f]{11}@/m);
  expect(stdout).toContain("net.ipv4.conf.all.rp_filter = 0\nnet.ipv4.ip_forward = 1\n");
  expect(stdout).toMatch(/^10\.0\.35\.23 dev eni[0-9a-f]{11} /m);
  expect(stdout).toMatch(/\n10\.0\.35\.139\n$/);
});

test("a Pod on the same node is reached whatever the groups say, and no counter moves", async () => {
  const c = pod("c", "10.0.35.24", "10.0.35.139");
  const nodes = [node("a", "10.0.35.139", ["10.0.35.23", "10.0.35.24"]), baseDrill().nodes[1]!];
  await realise({ nodes, pods: [...baseDrill().pods, c], ...ingress() });
  const before = await lab.counted();
  expect(await lab.curl(a, "10.0.35.24")).toBe(0);
  expect(await lab.curl(b, "10.0.35.24")).toBe(28);
  expect((await lab.counted()).get("eni-seconda sg-drill001 egress 0")).toBe(
    before.get("eni-seconda sg-drill001 egress 0"),
  );
});

test("several groups are one list, in binding order", async () => {
  const groups = [group("sg-drill001", [], EVERYTHING_OUT), group("sg-first", ["drop tcp 10.0.35.23/32 80"], [])];
  const securityGroups = [...groups, group("sg-second", ["accept tcp 0.0.0.0/0 all"], [])];
  await realise({ securityGroups, nodes: withGroupsAtB("sg-first", "sg-second") });
  expect(await lab.curl(a, "10.0.35.150")).toBe(28);
  await realise({ securityGroups, nodes: withGroupsAtB("sg-second", "sg-first") });
  expect(await lab.curl(a, "10.0.35.150")).toBe(0);
  expect((await lab.counted()).get("eni-secondb sg-second ingress 0")).toBe(1);
});

test("an interface without groups is unfiltered, one with an empty group drops everything", async () => {
  await realise({ nodes: withGroupsAtB(), ...ingress() });
  expect(await lab.curl(a, "10.0.35.150")).toBe(0);
  await realise(ingress());
  expect(await lab.curl(a, "10.0.35.150")).toBe(28);
});

test("a group as a peer means the addresses bound to it now", async () => {
  const securityGroups = [group("sg-drill001", [], EVERYTHING_OUT), group("sg-b", ["accept tcp sg-drill001 80"], [])];
  await realise({ securityGroups, nodes: withGroupsAtB("sg-b") });
  expect(await lab.curl(a, "10.0.35.150")).toBe(0);
  expect(await lab.curl(a, "fd00:35::150")).toBe(0);
  const nodes = withGroupsAtB("sg-b").map((each) => withGroups(each, "eni-seconda"));
  await realise({ securityGroups, nodes });
  expect(await lab.curl(a, "10.0.35.150")).toBe(28);
});

test("an address that the interface doesn't own is dropped before any group", async () => {
  await realise(ingress("accept all 0.0.0.0/0"));
  const spoof =
    "ip addr add 10.0.35.23/32 dev eth1 && curl -s --connect-timeout 1 --interface 10.0.35.23 http://10.0.35.139/";
  const before = await lab.counted();
  expect((await lab.run(onNode("10.0.35.179"), ["sh", "-c", spoof])).status).toBe(28);
  await lab.run(onNode("10.0.35.179"), ["ip", "addr", "del", "10.0.35.23/32", "dev", "eth1"]);
  expect(await lab.counted()).toEqual(before);
});

function withGroupsAtB(...securityGroups: readonly string[]): Snapshot["nodes"] {
  const [nodeA, nodeB] = baseDrill().nodes as [Snapshot["nodes"][0], Snapshot["nodes"][0]];
  return [nodeA, withGroups(nodeB, "eni-secondb", ...securityGroups)];
}

function withGroups(
  each: Snapshot["nodes"][0],
  eniId: string,
  ...securityGroups: readonly string[]
): Snapshot["nodes"][0] {
  return { ...each, enis: each.enis.map((eni) => (eni.id === eniId ? { ...eni, securityGroups } : eni)) };
}
