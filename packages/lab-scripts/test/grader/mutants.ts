import { addressInCidr, parseIp, printIp } from "@podpath/access-path";
import type { CheckId } from "@podpath/checker";
import type { Scenario } from "@podpath/scenarios";
import { addRule, all, solve, type Bench, type Work } from "./bench.ts";

/** A wrong fix, and the checks that must fail for it; no other may. */
export interface Mutant {
  readonly name: string;
  readonly work: Work;
  readonly because: readonly CheckId[];
  /** Fail in one drill and not in another: with what stood open there before, say. */
  readonly may?: readonly CheckId[];
}

/** Nothing was tried at the drill's own groups, or a Pod is missing: the report doesn't say what isn't open. */
const CONNECTS: readonly CheckId[] = ["symptom.connects"];
const WIDE: readonly CheckId[] = ["least-privilege.within-tolerated"];
const SHUT: readonly CheckId[] = [...CONNECTS, "least-privilege.required"];
const LOST: readonly CheckId[] = ["least-privilege.nothing-lost"];
/** The other end is in another subnet there, so that its rule opens what nobody needs. */
const astray = ({ nodePools }: Scenario): readonly CheckId[] => (nodePools.length > 1 ? [...SHUT, ...WIDE] : SHUT);
/** The port next to the drill's own is open too. */
const OPEN: readonly CheckId[] = ["deny.still-blocked"];

const mutant = (name: string, because: readonly CheckId[], work: Work, may?: readonly CheckId[]): Mutant => ({
  name,
  work,
  because,
  ...(may ? { may } : {}),
});

/** Wrong fixes made from a drill's solution, one thing changed at a time. */
export function mutantsOf(scenario: Scenario): readonly Mutant[] {
  const [fix] = scenario.solution;
  if (fix === undefined) return controlMutants(scenario);
  return [
    mutant("nothing done", SHUT, async () => {}),
    mutant("right, and taken away again", SHUT, all(solve, takeAway)),
    ...offByABit(scenario),
    ...tooWide(scenario),
    ...wrongPorts(scenario),
    ...wrongProtocols(scenario),
    ...wrongPeers(scenario),
    ...outranked(scenario),
    ...elsewhere(scenario),
    ...withoutGroups(scenario),
    ...leftBehind(scenario),
    ...otherPods(scenario),
  ];
}

/** Of the Pod at the far end, as the address plan has it. */
function farAddress({ needed, addressPlan, podA, podB, nodePools }: Scenario): string {
  const far = needed.at === "podB" ? podA : podB;
  const pool = nodePools.find(({ key }) => key === far.pool)!;
  const { pods } = addressPlan[pool.subnet]!;
  return pods[needed.at === "podB" || nodePools.length > 1 ? 0 : 1]!;
}

function farSubnet(scenario: Scenario): string {
  return scenario.subnets.find(({ cidr }) => addressInCidr(farAddress(scenario), cidr))!.cidr;
}

/** The solution's rule with another service or far end, where the solution's stands. */
function instead(scenario: Scenario, text: string): Work {
  const { index, direction } = scenario.solution[0]!;
  return addRule(text, { direction, ...(index === undefined ? {} : { index }) });
}

/** The reference solution's rule, by its place. */
async function takeAway({ scenario, group, vpc }: Bench): Promise<void> {
  const { direction, index } = scenario.solution[0]!;
  const spec = scenario.groups.find((one) => one[direction].length > 0)!;
  const PolicyIndex = index ?? spec[direction].length;
  await vpc("DeleteSecurityGroupPolicies", {
    SecurityGroupId: group,
    SecurityGroupPolicySet: { [direction === "ingress" ? "Ingress" : "Egress"]: [{ PolicyIndex }] },
  });
}

function offByABit(scenario: Scenario): readonly Mutant[] {
  const { family, value } = parseIp(farAddress(scenario))!;
  const port = scenario.podB.port;
  return Array.from({ length: 32 }, (_, bit) => {
    const address = printIp({ family, value: value ^ (1n << BigInt(bit)) });
    const outside = !addressInCidr(address, farSubnet(scenario));
    return mutant(
      `bit ${bit} of the address: ${address}`,
      outside ? [...SHUT, ...WIDE] : SHUT,
      instead(scenario, `accept tcp ${address}/32 ${port}`),
    );
  });
}

function tooWide(scenario: Scenario): readonly Mutant[] {
  const { family, value } = parseIp(farAddress(scenario))!;
  const port = scenario.podB.port;
  return Array.from({ length: 24 }, (_, prefix) => {
    const block = `${printIp({ family, value: (value >> BigInt(32 - prefix)) << BigInt(32 - prefix) })}/${prefix}`;
    return mutant(`the block ${block}`, WIDE, instead(scenario, `accept tcp ${block} ${port}`));
  });
}

function wrongPorts(scenario: Scenario): readonly Mutant[] {
  const { port } = scenario.podB;
  const peer = `${farAddress(scenario)}/32`;
  const other = [port + 1, port - 1, port + 1000, 30_080, 22_222, 65_535].map((wrong) =>
    mutant(`port ${wrong}`, [...SHUT, ...WIDE], instead(scenario, `accept tcp ${peer} ${wrong}`)),
  );
  const ranges = [
    [port, port + 1],
    [port - 1, port],
    [port, port + 20],
    [port - 20, port],
    [1, port],
    [port, 65_535],
  ] as const;
  const wide = ranges.map(([from, to]) =>
    mutant(
      `ports ${from}-${to}`,
      to > port ? [...WIDE, ...OPEN] : WIDE,
      instead(scenario, `accept tcp ${peer} ${from}-${to}`),
    ),
  );
  const lists = [`${port + 1},${port + 2}`, `${port - 1},${port + 1}`].map((ports) =>
    mutant(`ports ${ports}`, [...SHUT, ...WIDE], instead(scenario, `accept tcp ${peer} ${ports}`)),
  );
  return [
    ...other,
    ...wide,
    ...lists,
    mutant("every port", [...WIDE, ...OPEN], instead(scenario, `accept tcp ${peer} all`)),
  ];
}

function wrongProtocols(scenario: Scenario): readonly Mutant[] {
  const { port } = scenario.podB;
  const peer = `${farAddress(scenario)}/32`;
  return [
    mutant("UDP", [...SHUT, ...WIDE], instead(scenario, `accept udp ${peer} ${port}`)),
    mutant("GRE", [...SHUT, ...WIDE], instead(scenario, `accept gre ${peer} all`)),
    mutant("all protocols", [...WIDE, ...OPEN], instead(scenario, `accept all ${peer} all`)),
    mutant("0.0.0.0/0 ALL", [...WIDE, ...OPEN], instead(scenario, "accept all 0.0.0.0/0 all")),
    mutant("a drop", SHUT, instead(scenario, `drop tcp ${peer} ${port}`)),
  ];
}

function wrongPeers(scenario: Scenario): readonly Mutant[] {
  const { port } = scenario.podB;
  const { at } = scenario.needed;
  const [near, farNode, nearNode] = at === "podB" ? ["{podB}", "{nodeA}", "{nodeB}"] : ["{podA}", "{nodeB}", "{nodeA}"];
  return [
    mutant("the far node's address", SHUT, instead(scenario, `accept tcp ${farNode}/32 ${port}`)),
    mutant("the near node's address", astray(scenario), instead(scenario, `accept tcp ${nearNode}/32 ${port}`)),
    mutant("the Pod's own address", astray(scenario), instead(scenario, `accept tcp ${near}/32 ${port}`)),
    mutant(
      "the service block",
      [...SHUT, ...WIDE],
      instead(scenario, `accept tcp ${scenario.cluster.serviceCidr} ${port}`),
    ),
    mutant("loopback", [...SHUT, ...WIDE], instead(scenario, `accept tcp 127.0.0.0/8 ${port}`)),
    mutant("IPv6", [...SHUT, ...WIDE], instead(scenario, `accept tcp ::/0 ${port}`)),
  ];
}

/** The right rule, and one above it that matches first. */
function outranked(scenario: Scenario): readonly Mutant[] {
  const { port } = scenario.podB;
  const drops = [
    `drop tcp ${farAddress(scenario)}/32 ${port}`,
    `drop tcp ${farSubnet(scenario)} ${port}`,
    `drop all ${farSubnet(scenario)} all`,
    `drop tcp 0.0.0.0/0 ${port}`,
    "drop all 0.0.0.0/0 all",
    `drop tcp 0.0.0.0/0 1-65535`,
  ];
  return drops.map((drop) => mutant(`below ${drop}`, SHUT, all(solve, addRule(drop, { index: 0 })), LOST));
}

/** The right rule in the wrong place. */
function elsewhere(scenario: Scenario): readonly Mutant[] {
  const { rule, direction } = scenario.solution[0]!;
  const other = direction === "ingress" ? "egress" : "ingress";
  const bindNew =
    (end: "a" | "b"): Work =>
    async (bench) => {
      const made = await newGroup(bench);
      await addRule(rule, { group: made })(bench);
      await bindGroups(bench, end, [...bench[end].eni.securityGroups, made]);
    };
  const farEnd = scenario.needed.at === "podB" ? "a" : "b";
  return [
    mutant("the wrong direction", astray(scenario), addRule(rule, { direction: other })),
    mutant("a group that nobody has", SHUT, async (bench) => addRule(rule, { group: await newGroup(bench) })(bench)),
    mutant("a group on the far interface alone", SHUT, bindNew(farEnd)),
    ...scenario.groups.slice(1).map((spec) =>
      mutant(`the group ${spec.name}`, SHUT, (bench) => {
        const ids = bench.sandbox.outputs.groupIds;
        const wrong =
          Object.entries(ids).find(([key, id]) => key === spec.key && id !== bench.group)?.[1] ??
          Object.values(ids).find((id) => id !== bench.group)!;
        return addRule(rule, { group: wrong })(bench);
      }),
    ),
  ];
}

async function newGroup({ vpc }: Bench): Promise<string> {
  const { SecurityGroup } = await vpc<{ SecurityGroup: { SecurityGroupId: string } }>("CreateSecurityGroup", {
    GroupName: "mine",
    GroupDescription: "",
  });
  return SecurityGroup.SecurityGroupId;
}

export async function bindGroups(bench: Bench, end: "a" | "b", groups: readonly string[]): Promise<void> {
  await bench.kube.json({
    method: "PATCH",
    path: `/apis/networking.tke.cloud.tencent.com/v1/nodeeniconfigs/${bench[end].node.name}`,
    contentType: "application/merge-patch+json",
    body: { spec: { securityGroups: groups } },
  });
  await bench.sandbox.settled();
}

async function featureOff(bench: Bench): Promise<void> {
  const values = { vpcCni: { securityGroups: { enableSecurityGroups: false, securityGroups: [] } } };
  const RawValues = Buffer.from(JSON.stringify(values)).toString("base64");
  await bench.tke("UpdateAddon", { ClusterId: bench.sandbox.outputs.clusterId, AddonName: "eniipamd", RawValues });
}

function withoutGroups(scenario: Scenario): readonly Mutant[] {
  const near = scenario.needed.at === "podB" ? "b" : "a";
  const open: Work = async (bench) => {
    const made = await newGroup(bench);
    for (const direction of ["ingress", "egress"] as const)
      await addRule("accept all 0.0.0.0/0 all", { group: made, direction })(bench);
    await bindGroups(bench, near, [made]);
  };
  const bindFirst =
    (rule: string, groups: (bench: Bench, made: string) => readonly string[]): Work =>
    async (bench) => {
      const made = await newGroup(bench);
      await addRule(rule, { group: made })(bench);
      await bindGroups(bench, near, groups(bench, made));
    };
  const { rule } = scenario.solution[0]!;
  const openFirst: Work = async (bench) => {
    const made = await newGroup(bench);
    for (const direction of ["ingress", "egress"] as const)
      await addRule("accept all 0.0.0.0/0 all", { group: made, direction })(bench);
    await bindGroups(bench, near, [made, bench.group]);
  };
  return [
    mutant("the feature off", ["cause.feature-on", "cause.groups-bound", ...WIDE, ...OPEN], featureOff),
    mutant("an open group instead", ["cause.groups-bound", ...WIDE, ...OPEN], open),
    mutant(
      "the right rule in a group that is bound alone",
      ["cause.groups-bound", ...LOST],
      bindFirst(rule, (_, made) => [made]),
      // Its other direction is empty, and so shut.
      SHUT,
    ),
    mutant(
      "right, below a group that drops everything",
      [...SHUT, ...LOST],
      all(
        solve,
        bindFirst("drop all 0.0.0.0/0 all", ({ group }, made) => [made, group]),
      ),
    ),
    mutant("an open group before", [...WIDE, ...OPEN], openFirst),
  ];
}

/** The right rule, and something that shouldn't be there, or no longer is. */
function leftBehind(scenario: Scenario): readonly Mutant[] {
  const { direction } = scenario.needed;
  const extras = [
    "accept icmp 198.51.100.0/24 all",
    "accept udp 0.0.0.0/0 5353",
    "accept all ::/0 all",
    "accept tcp 203.0.113.0/24 4443",
    "accept gre 203.0.113.0/24 all",
    "accept tcp 0.0.0.0/0 65000-65535",
  ];
  // What a decoy opens already is no wrong fix.
  const isNew = (rule: string) =>
    !rule.includes("icmp") || !scenario.groups.some((spec) => spec[direction].some((one) => one.includes("icmp")));
  const added = extras.filter(isNew).map((extra) => mutant(`right, and ${extra}`, WIDE, all(solve, addRule(extra))));
  const otherWay = direction === "ingress" ? "accept all ::/0 all" : "accept tcp 198.51.100.7/32 4444";
  const lostSpec = scenario.groups.find((spec) => spec[direction].some((rule) => rule.startsWith("accept")));
  const at = scenario.solution[0]!.index === undefined ? 0 : 1;
  const accepts = lostSpec?.[direction].findIndex((rule) => rule.startsWith("accept tcp 0.0.0.0/0")) ?? -1;
  const lost =
    accepts === -1
      ? []
      : [
          mutant(
            "right, and what was open is gone",
            LOST,
            all(solve, (bench) =>
              bench.vpc("DeleteSecurityGroupPolicies", {
                SecurityGroupId: bench.group,
                SecurityGroupPolicySet: {
                  [direction === "ingress" ? "Ingress" : "Egress"]: [{ PolicyIndex: accepts + at }],
                },
              }),
            ),
          ),
        ];
  return [
    ...added,
    mutant(
      `right, and the other way ${otherWay}`,
      WIDE,
      all(solve, addRule(otherWay, { direction: direction === "ingress" ? "egress" : "ingress" })),
    ),
    ...lost,
  ];
}

/** The Pods are others, or are where no group is met. */
function otherPods(scenario: Scenario): readonly Mutant[] {
  const patch =
    (end: "a" | "b", spec: object): Work =>
    async (bench) => {
      const app = bench[end].pod.labels["app"]!;
      const { items } = await bench.kube.json<{
        items: { metadata: { name: string }; spec: { template: { metadata: { labels: { app: string } } } } }[];
      }>({ path: "/apis/apps/v1/namespaces/default/deployments" });
      const { name } = items.find((item) => item.spec.template.metadata.labels.app === app)!.metadata;
      await bench.kube.json({
        method: "PATCH",
        path: `/apis/apps/v1/namespaces/default/deployments/${name}`,
        contentType: "application/strategic-merge-patch+json",
        body: { spec },
      });
      await bench.sandbox.settled();
    };
  const container = (end: "podA" | "podB", change: object) => ({
    template: { spec: { containers: [{ name: scenario[end].container, ...change }] } },
  });
  const changed: readonly CheckId[] = ["cause.pods-unchanged"];
  return [
    mutant(
      "right, and Pod B runs alpine",
      [...changed, ...CONNECTS],
      all(solve, patch("b", container("podB", { image: "alpine:latest", command: ["sleep", "1000000"] }))),
      ["least-privilege.required"],
    ),
    mutant(
      "right, and Pod A has another command",
      changed,
      all(solve, patch("a", container("podA", { command: ["sleep", "1000000"] }))),
      SHUT,
    ),
    mutant(
      "right, and Pod A has a proxy in its environment",
      changed,
      all(solve, patch("a", container("podA", { env: [{ name: "http_proxy", value: "http://127.0.0.1:1" }] }))),
      SHUT,
    ),
    mutant("Pod B scaled away", CONNECTS, all(solve, patch("b", { replicas: 0 }))),
    mutant("Pod A scaled away", CONNECTS, all(solve, patch("a", { replicas: 0 }))),
  ];
}

/** Where nothing is broken, to mend is wrong. */
function controlMutants(scenario: Scenario): readonly Mutant[] {
  const { port } = scenario.podB;
  const conclude: Work = (bench) => Promise.resolve(bench.answers.push({ kind: "diagnosis", blame: null }));
  const blame: Work = (bench) => {
    const { eni } = bench.b;
    return Promise.resolve(
      bench.answers.push({
        kind: "diagnosis",
        blame: { eniId: eni.id, direction: "ingress", groupId: bench.group, rule: null },
      }),
    );
  };
  return [
    mutant("nothing said", ["control.said-so"], async () => {}),
    mutant("a group blamed", ["control.said-so"], blame),
    mutant("a group blamed first, then not", ["control.said-so"], all(blame, conclude)),
    mutant("0.0.0.0/0 ALL all the same", WIDE, all(conclude, addRule("accept all 0.0.0.0/0 all"))),
    mutant("everybody to the port", WIDE, all(conclude, addRule(`accept tcp 0.0.0.0/0 ${port}`))),
    mutant(
      "dropped instead of refused",
      ["symptom.refused", ...LOST],
      all(conclude, addRule(`drop tcp 0.0.0.0/0 ${port}`, { index: 0 })),
    ),
    mutant("SSH shut out", LOST, all(conclude, addRule("drop tcp 0.0.0.0/0 22", { index: 0 }))),
    mutant("the feature off", ["cause.feature-on", "cause.groups-bound", ...WIDE], all(conclude, featureOff)),
  ];
}
