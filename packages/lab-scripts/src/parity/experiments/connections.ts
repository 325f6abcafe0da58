import { evaluate, type Flow } from "@podpath/access-path";
import { is, NotSeen, type Experiment } from "../experiment.ts";
import type { ParityHands, Policy, Rules } from "../hands.ts";

const ALL_OUT: Rules = { egress: [{ Action: "ACCEPT", Protocol: "ALL", Port: "ALL", CidrBlock: "0.0.0.0/0" }] };

function rule(action: "ACCEPT" | "DROP", { a, port }: ParityHands): Policy {
  return { Action: action, Protocol: "TCP", Port: String(port), CidrBlock: `${a.address}/32` };
}

const toB = ({ b, port }: ParityHands) => ({ address: b.address, port });

/** Pod A may speak to anyone and hears only replies; Pod B's interface is bound to the groups given. */
async function arrange(hands: ParityHands, ...groups: readonly string[]): Promise<void> {
  await hands.bind(hands.a, [await hands.makeGroup(ALL_OUT)]);
  await hands.bind(hands.b, groups);
  await hands.settle();
}

const freshGroup: Experiment = {
  id: "fresh-group",
  title: { zh: "新建的安全组什么都不放行", en: "a new group lets nothing in" },
  facts: { "sg-new-empty": is("outcome", "timed-out") },
  async run(hands) {
    await arrange(hands, await hands.makeGroup({}));
    return { outcome: await hands.connect(hands.a, toB(hands)) };
  },
};

const ruleInForce: Experiment = {
  id: "rule-in-force",
  title: {
    zh: "新规则立刻对新连接生效，回包自行通过",
    en: "a new rule is in force at once, and replies pass by themselves",
  },
  facts: {
    "sg-immediate": is("outcomes", ["timed-out", "connected"]),
    // Neither group has a rule for the way back.
    "sg-stateful": is("outcomes", ["timed-out", "connected"]),
  },
  async run(hands) {
    const group = await hands.makeGroup({});
    await arrange(hands, group);
    const before = await hands.connect(hands.a, toB(hands));
    await hands.setRules(group, { ingress: [rule("ACCEPT", hands)] });
    return { outcomes: [before, await hands.connect(hands.a, toB(hands))] };
  },
};

const groupOrder: Experiment = {
  id: "group-order",
  title: { zh: "几个安全组按绑定顺序、规则按列表顺序决定", en: "groups decide in binding order, rules in list order" },
  facts: {
    "sg-order": (seen) =>
      is("acceptGroupFirst", "connected")(seen) &&
      is("dropGroupFirst", "timed-out")(seen) &&
      is("dropRuleFirst", "timed-out")(seen),
  },
  async run(hands) {
    const accepts = await hands.makeGroup({ ingress: [rule("ACCEPT", hands)] });
    const drops = await hands.makeGroup({ ingress: [rule("DROP", hands)] });
    const both = await hands.makeGroup({ ingress: [rule("DROP", hands), rule("ACCEPT", hands)] });
    const outcomes: string[] = [];
    for (const bound of [[accepts, drops], [drops, accepts], [both]]) {
      await arrange(hands, ...bound);
      outcomes.push(await hands.connect(hands.a, toB(hands)));
    }
    const [acceptGroupFirst, dropGroupFirst, dropRuleFirst] = outcomes as [string, string, string];
    return { acceptGroupFirst, dropGroupFirst, dropRuleFirst };
  },
};

const primaryNotAsked: Experiment = {
  id: "primary-not-asked",
  title: { zh: "主网卡的安全组不在 Pod 的路上", en: "the primary interface's groups are not on a Pod's way" },
  facts: {
    "shared-eni-path": (seen) => (seen["primaryWouldDrop"] === true ? is("outcome", "connected")(seen) : null),
  },
  async run(hands) {
    const { a, b, before, port } = hands;
    const flow: Flow = { protocol: "tcp", source: a.address, destination: b.address, destinationPort: port };
    const primary = before.nodes.find(({ name }) => name === b.node)?.enis.find((eni) => eni.primary);
    if (!primary) throw new NotSeen("no primary interface");
    const primaryWouldDrop = evaluate(before, primary.id, "ingress", flow).action === "drop";
    await arrange(hands, await hands.makeGroup({ ingress: [rule("ACCEPT", hands)] }));
    return { primaryWouldDrop, outcome: await hands.connect(a, toB(hands)) };
  },
};

const unfiltered: Experiment = {
  id: "no-groups",
  title: { zh: "没有安全组的网卡不过滤", en: "an interface without groups filters nothing" },
  facts: { "eni-unfiltered": is("outcome", "connected") },
  async run(hands) {
    await arrange(hands);
    return { outcome: await hands.connect(hands.a, toB(hands)) };
  },
};

const sameNode: Experiment = {
  id: "same-node",
  title: { zh: "同节点的两个 Pod 之间不问安全组", en: "between Pods of one node no group is asked" },
  facts: { "same-node-bypass": is("outcome", "connected") },
  async run(hands) {
    const address = await hands.peerOfB();
    await arrange(hands, await hands.makeGroup({}));
    return { outcome: await hands.connect(hands.b, { address, port: 80 }) };
  },
};

/** One connection, two requests with five seconds between them; in the pause the rule goes. */
const TWO_REQUESTS = ["--rate", "12/m", "--connect-timeout", "3", "--max-time", "4"];
const RULE_GOES_AFTER_MS = 2_000;

const established: Experiment = {
  id: "established-flow",
  title: { zh: "规则撤掉之后，已建立的连接怎么样", en: "an established connection whose rule goes" },
  facts: { "established-flows": is("secondRequest", "answered") },
  async run(hands) {
    const group = await hands.makeGroup({ ingress: [rule("ACCEPT", hands)] });
    await arrange(hands, group);
    const url = `http://${hands.b.address}:${hands.port}/`;
    const each = ["-o", "/dev/null", url];
    const format = ["-w", "%{http_code} %{num_connects}\\n"];
    const running = hands.exec(hands.a, ["curl", "-sS", ...TWO_REQUESTS, ...format, ...each, ...each]);
    await new Promise((resolve) => setTimeout(resolve, RULE_GOES_AFTER_MS));
    await hands.setRules(group, {});
    const { status, stdout } = await running;
    // 2: a curl before 7.84 has no --rate.
    if (status === 2) throw new NotSeen("the Pod's curl can't pause between requests");
    const [first = "", second = ""] = stdout.trim().split("\n");
    if (!first.startsWith("200 ")) throw new NotSeen("the first request was not answered");
    return { newConnection: await hands.connect(hands.a, toB(hands)), secondRequest: secondOf(second) };
  },
};

function secondOf(line: string): string {
  const [code = "", connects = ""] = line.split(" ");
  if (code === "000" || code === "") return "cut off";
  return connects === "0" ? "answered" : "answered on another connection";
}

const source: Experiment = {
  id: "source-address",
  title: { zh: "Pod B 看到的来源地址", en: "the source address that Pod B sees" },
  facts: { "no-snat": is("source", "<pod-a>") },
  async run(hands) {
    await arrange(hands, await hands.makeGroup({ ingress: [rule("ACCEPT", hands)] }));
    const mark = `podpath-parity-${Date.now()}`;
    const { b, port } = hands;
    const url = `http://${b.address}:${port}/?podpath=${mark}`;
    await hands.exec(hands.a, ["curl", "-sS", "-o", "/dev/null", "--max-time", "5", url]);
    const path = `/api/v1/namespaces/${b.namespace}/pods/${b.name}/log`;
    const log = await hands.kube.text({ path, query: { container: b.container, tailLines: "50" } });
    const line = log.split("\n").find((one) => one.includes(mark));
    if (line === undefined) throw new NotSeen("Pod B's log does not show the request");
    const address = line.split(" ")[0]!;
    return { source: hands.known.get(address) ?? "another address" };
  },
};

export const CONNECTIONS: readonly Experiment[] = [
  freshGroup,
  ruleInForce,
  groupOrder,
  primaryNotAsked,
  unfiltered,
  sameNode,
  established,
  source,
];
