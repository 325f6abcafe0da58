import { addressInCidr } from "@podpath/access-path";
import { placeholdersOf } from "./placeholders.ts";
import type { ScenarioProblem } from "./scenario-error.ts";
import type { Scenario } from "./scenario.ts";
import type { Text } from "./text.ts";

/** What is well-formed field by field and yet doesn't hold together. */
export function findContradictions(scenario: Scenario): readonly ScenarioProblem[] {
  return [
    ...repeatedKeys(scenario),
    ...danglingKeys(scenario),
    ...misplacedAddresses(scenario),
    ...unnailedPods(scenario),
    ...uncountedPoints(scenario),
    ...unneededFixes(scenario),
  ];
}

const problem = (field: string, zh: string, en: string): ScenarioProblem => ({
  field,
  text: { zh, en } satisfies Text,
});

function repeatedKeys(scenario: Scenario): readonly ScenarioProblem[] {
  const lists = {
    subnets: scenario.subnets.map(({ key }) => key),
    groups: scenario.groups.map(({ key }) => key),
    nodePools: scenario.nodePools.map(({ key }) => key),
    steps: scenario.steps.map(({ id }) => id),
  };
  return Object.entries(lists).flatMap(([list, keys]) =>
    keys.flatMap((key, index) =>
      keys.indexOf(key) === index
        ? []
        : [problem(`${list}[${index}]`, `“${key}”重复了，换一个名字`, `"${key}" is there already: choose another`)],
    ),
  );
}

function danglingKeys(scenario: Scenario): readonly ScenarioProblem[] {
  const known = {
    groups: scenario.groups.map(({ key }) => key),
    subnets: scenario.subnets.map(({ key }) => key),
    nodePools: scenario.nodePools.map(({ key }) => key),
  };
  const missing = (field: string, list: keyof typeof known, key: string) =>
    known[list].includes(key)
      ? []
      : [
          problem(
            field,
            `${list} 里没有“${key}”，现有：${known[list].join("、")}`,
            `${list} has no "${key}"; it has ${known[list].join(", ")}`,
          ),
        ];
  return [
    ...scenario.nodePools.flatMap((pool, index) => [
      ...missing(`nodePools[${index}].subnet`, "subnets", pool.subnet),
      ...pool.groups.flatMap((key, at) => missing(`nodePools[${index}].groups[${at}]`, "groups", key)),
    ]),
    ...scenario.eniSecurityGroups.groups.flatMap((key, at) =>
      missing(`eniSecurityGroups.groups[${at}]`, "groups", key),
    ),
    ...Object.keys(scenario.addressPlan).flatMap((key) => missing(`addressPlan.${key}`, "subnets", key)),
    ...missing("podA.pool", "nodePools", scenario.podA.pool),
    ...missing("podB.pool", "nodePools", scenario.podB.pool),
  ];
}

function outside(field: string, address: string, cidr: string | undefined): readonly ScenarioProblem[] {
  if (cidr === undefined || addressInCidr(address, cidr)) return [];
  return [problem(field, `${address} 不在 ${cidr} 内`, `${address} isn't in ${cidr}`)];
}

function misplacedAddresses(scenario: Scenario): readonly ScenarioProblem[] {
  const cidrs = new Map(scenario.subnets.map(({ key, cidr }) => [key, cidr]));
  const inPlan = Object.entries(scenario.addressPlan).flatMap(([key, plan]) =>
    [...plan.nodes, ...plan.pods].flatMap((address) => outside(`addressPlan.${key}`, address, cidrs.get(key))),
  );
  const subnets = scenario.subnets.flatMap(({ cidr }, index) =>
    outside(`subnets[${index}].cidr`, cidr.split("/")[0]!, scenario.vpc.cidr),
  );
  return [...subnets, ...inPlan];
}

function uncountedPoints({ grading }: Scenario): readonly ScenarioProblem[] {
  return (["points", "diagnosis"] as const).flatMap((list) => {
    const total = Object.values(grading[list]).reduce((sum, each) => sum + each, 0);
    if (total === 100) return [];
    return [
      problem(`grading.${list}`, `合计应为 100 分，现在是 ${total}`, `must add up to 100, and adds up to ${total}`),
    ];
  });
}

/** A fault of a group has something to open and a way to open it; where the network is fine there is neither. */
function unneededFixes({ cause, needed, solution }: Scenario): readonly ScenarioProblem[] {
  const lists = { "needed.required": needed.required, solution };
  return Object.entries(lists).flatMap(([field, list]) => {
    if ((cause === "group") === list.length > 0) return [];
    return cause === "group"
      ? [problem(field, "故障在安全组，这里不能为空", "a group is to blame, so this must not be empty")]
      : [problem(field, "网络没有问题，这里应为空", "the network is fine, so this must be empty")];
  });
}

/** Pods of different pools are apart anyway; within one pool, on one node the two would never meet a security group. */
function unnailedPods(scenario: Scenario): readonly ScenarioProblem[] {
  if (scenario.podA.pool !== scenario.podB.pool) return [];
  const found = placeholdersOf(scenario.manifest);
  return (["nodeA", "nodeB"] as const).flatMap((name) =>
    found.includes(name)
      ? []
      : [
          problem(
            "manifest",
            `没有用到 {${name}}：用 nodeSelector 的 kubernetes.io/hostname 把 Pod 钉到节点上`,
            `never uses {${name}}: nail the Pod to its node by a nodeSelector on kubernetes.io/hostname`,
          ),
        ],
  );
}
