import { LEAVING_ALONE, MENDING, MENDING_FOR_GOOD } from "../../grading.ts";
import type { ActorSpec, GroupSpec, NodePoolSpec, Scenario } from "../../scenario.ts";
import { controlTexts } from "./control-texts.ts";
import { egressTexts } from "./egress-texts.ts";
import type { App, Facts, Place } from "./facts.ts";
import { ingressTexts } from "./ingress-texts.ts";
import { manifestOf } from "./manifest.ts";
import { farSubnet, fixOf } from "./side.ts";
import type { Side } from "./side.ts";
import { stepsOf } from "./steps.ts";

const TEXTS = { ingress: ingressTexts, egress: egressTexts, none: controlTexts } as const;

/**
 * One drill of the family: Pod A asks Pod B across nodes, and one side is at fault, or none.
 *
 * With one place, one native pool and an empty list of interface groups, every secondary interface inherits the pool's group: what
 * the operators call SG1 (Pod A's) and SG2 (Pod B's) is one group, and mending SG2 touches four interfaces. With two places each
 * has its own.
 *
 * @source docs/facts.md#sg-inherit
 */
export function buildDrill(id: string, facts: Facts, side: Side): Scenario {
  const { whySubnet, ...texts } = TEXTS[side](facts);
  const [first, second = first] = facts.places;
  return {
    id,
    ...texts,
    region: "ap-guangzhou",
    vpc: facts.vpc,
    subnets: facts.places.map(({ subnet }) => subnet),
    cluster: { name: facts.cluster, version: "1.30.0", serviceCidr: "172.18.0.0/20" },
    groups: [...groupsOf(facts, side), ...facts.decoys],
    nodePools: facts.places.map((place) => poolOf(facts, place)),
    eniSecurityGroups: { enabled: true, groups: [] },
    addressPlan: Object.fromEntries(facts.places.map(({ subnet, nodes, pods }) => [subnet.key, { nodes, pods }])),
    manifest: manifestOf(facts),
    podA: actorOf(facts.a, poolKey(facts, first)),
    podB: { ...actorOf(facts.b, poolKey(facts, second)), port: facts.port },
    ...answerOf(facts, side, whySubnet),
    steps: stepsOf(facts, side),
  };
}

function answerOf(
  facts: Facts,
  side: Side,
  because: ReturnType<typeof ingressTexts>["whySubnet"],
): Pick<Scenario, "cause" | "needed" | "grading" | "solution"> {
  if (side === "none")
    return {
      cause: "application",
      needed: { at: "podB", direction: "ingress", required: [], tolerated: [] },
      grading: LEAVING_ALONE,
      solution: [],
    };
  const { at, rule, index } = fixOf(facts, side);
  const far = at === "podB" ? "{podA}" : "{podB}";
  return {
    cause: "group",
    needed: {
      at,
      direction: side,
      required: [`accept tcp ${far}/32 ${facts.port}`],
      tolerated: [{ rule: `accept tcp ${farSubnet(facts, side)} ${facts.port}`, because }],
    },
    grading: facts.lasting ? MENDING_FOR_GOOD : MENDING,
    solution: [{ kind: "add-rule", at, direction: side, rule, ...(index === undefined ? {} : { index }) }],
  };
}

const OUT = ["accept all 0.0.0.0/0 all"] as const;

/** One group for all, or one a place of which the other side's lets the flow by. */
function groupsOf(facts: Facts, side: Side): readonly GroupSpec[] {
  const [one, two] = facts.groupNames;
  const name = (key: string) => ({ key, name: key });
  if (two === undefined)
    return [{ ...name(one), description: "SSH in, everything out", ingress: facts.faulty, egress: OUT }];
  const [clients] = facts.places;
  const servers = ["accept tcp 0.0.0.0/0 22", `accept tcp ${clients.subnet.cidr} ${facts.port}`];
  const [egress, ingress] = side === "egress" ? [facts.faulty, servers] : [OUT, facts.faulty];
  return [
    { ...name(one), description: "clients: SSH in, a list out", ingress: ["accept tcp 0.0.0.0/0 22"], egress },
    { ...name(two), description: "servers: SSH and clients in", ingress, egress: OUT },
  ];
}

function poolKey({ places }: Facts, { subnet }: Place): string {
  return places.length === 1 ? "native" : subnet.key;
}

function poolOf(facts: Facts, place: Place): NodePoolSpec {
  const [label, value] = facts.poolLabel;
  const key = poolKey(facts, place);
  const alone = facts.places.length === 1;
  return {
    key,
    name: key,
    labels: { [label]: alone ? value : key },
    replicas: alone ? 2 : 1,
    machineType: "NativeCVM",
    instanceType: "SA2.MEDIUM2",
    groups: [facts.groupNames[alone ? 0 : facts.places.indexOf(place)]!],
    subnet: place.subnet.key,
  };
}

function actorOf({ label, container, image, env }: App, pool: string): ActorSpec {
  const settings = Object.keys(env).length === 0 ? {} : { env };
  return { namespace: "default", labelSelector: `app=${label}`, container, image, ...settings, pool };
}
