import {
  DIRECTION,
  parseRule,
  printPeer,
  printPorts,
  printRule,
  printService,
  RuleError,
  type Direction,
  type Rule,
  type SecurityGroup,
  type Snapshot,
} from "@podpath/access-path";
import { fromRule } from "@podpath/emulator";
import { isCloudError } from "./clients/cloud.ts";
import type { Context } from "./context.ts";
import { LabError, usageError } from "./lab-error.ts";
import { findActor, type Lab } from "./lab.ts";
import { listed, message } from "./text/translate.ts";

/** A group by its id, or by the Pod on whose interface it is bound: that is then said, since it may be bound elsewhere too. */
export async function resolveGroup(context: Context, lab: Lab, target: string): Promise<SecurityGroup> {
  const snapshot = await lab.snapshot();
  const role = /^pod-?([ab])$/i.exec(target)?.[1]?.toLowerCase();
  if (!role) return groupById(snapshot, target);
  const { eni, pod } = findActor(snapshot, lab.scenario, role === "a" ? "podA" : "podB");
  const [id] = eni.securityGroups;
  if (!id)
    throw new LabError(
      "NoGroup",
      message("sg.no-group", { pod: pod.name, eni: eni.id }),
      message("sg.no-group.hint"),
      1,
    );
  const group = groupById(snapshot, id);
  const others = snapshot.nodes
    .flatMap((node) => node.enis)
    .filter((one) => one.securityGroups.includes(id) && one.id !== eni.id);
  context.output.progress(
    message(others.length === 0 ? "sg.resolved.alone" : "sg.resolved", {
      target,
      eni: eni.id,
      group: id,
      name: group.name,
      others: others.length,
    }),
  );
  if (eni.securityGroups.length > 1)
    context.output.progress(message("sg.several", { groups: listed(eni.securityGroups) }));
  return group;
}

function groupById(snapshot: Snapshot, id: string): SecurityGroup {
  const group = snapshot.securityGroups.find((one) => one.id === id);
  if (group) return group;
  const known = listed(snapshot.securityGroups.map((one) => one.id));
  throw usageError("NoSuchGroup", message("sg.no-such-group", { id }), message("sg.no-such-group.hint", { known }));
}

export function readDirection(word: string): Direction {
  if (word === "ingress" || word === "egress") return word;
  throw usageError("BadDirection", message("sg.bad-direction", { word }));
}

export function readRule(text: string): Rule {
  try {
    return parseRule(text);
  } catch (error) {
    if (error instanceof RuleError) throw usageError(error.code, error.text);
    throw error;
  }
}

/** Adds one rule through the cloud API: at the index, or after the last. Packets obey when it returns. */
export async function addRule(
  context: Context,
  lab: Lab,
  target: string,
  direction: Direction,
  text: string,
  index: number | null,
): Promise<void> {
  const rule = readRule(text);
  const group = await resolveGroup(context, lab, target);
  const end = group[direction].length;
  if (index !== null && index > end) throw usageError("BadIndex", message("sg.bad-index", { index, count: end }));
  const policy = { ...fromRule(rule), ...(index === null ? {} : { PolicyIndex: index }) };
  await changePolicies(lab, "CreateSecurityGroupPolicies", group.id, { [keyOf(direction)]: [policy] });
  context.output.say(
    message("sg.added", { group: group.id, direction: DIRECTION[direction], index: index ?? end, rule: text }),
  );
}

/** Removes the rule at an index; the version read just before goes along, so that a list that moved meanwhile is refused. */
export async function removeRule(
  context: Context,
  lab: Lab,
  target: string,
  direction: Direction,
  index: number,
): Promise<void> {
  const group = await resolveGroup(context, lab, target);
  requireIndex(group, direction, index);
  const Version = await readVersion(lab, group.id);
  await changePolicies(lab, "DeleteSecurityGroupPolicies", group.id, {
    Version,
    [keyOf(direction)]: [{ PolicyIndex: index }],
  });
  context.output.say(message("sg.removed", { group: group.id, direction: DIRECTION[direction], index }));
}

/** Moves a rule to another place of the same list; all others keep their order. */
export async function moveRule(
  context: Context,
  lab: Lab,
  target: string,
  direction: Direction,
  from: number,
  to: number,
): Promise<void> {
  const group = await resolveGroup(context, lab, target);
  requireIndex(group, direction, from);
  requireIndex(group, direction, to);
  const rules = [...group[direction]];
  rules.splice(to, 0, ...rules.splice(from, 1));
  await replaceRules(lab, { ...group, [direction]: rules });
  context.output.say(message("sg.moved", { group: group.id, direction: DIRECTION[direction], from, to }));
}

/**
 * Makes the rules of one direction these and no others, in this order, by one call: there is no moment in which some are
 * there and others not.
 *
 * @param lines one rule a line, highest priority first; empty: no rule
 * @param was what the caller takes them to be; another list than that is left as it is
 */
export async function setRules(
  context: Context,
  lab: Lab,
  target: string,
  direction: Direction,
  lines: string,
  was: string | null,
): Promise<void> {
  const rules = readRules(lines);
  const group = await resolveGroup(context, lab, target);
  const same = (a: readonly Rule[], b: readonly Rule[]): boolean =>
    a.map(printRule).join("\n") === b.map(printRule).join("\n");
  if (was !== null && !same(readRules(was), group[direction])) {
    const text = message("sg.moved-meanwhile", { group: group.id, direction: DIRECTION[direction] });
    throw new LabError("RulesMoved", text, message("sg.moved-meanwhile.hint"), 1);
  }
  if (!same(rules, group[direction])) await replaceRules(lab, { ...group, [direction]: rules });
  context.output.say(message("sg.set", { group: group.id, direction: DIRECTION[direction], count: rules.length }));
}

function readRules(lines: string): readonly Rule[] {
  return lines
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(readRule);
}

/** The whole group, as a console's “save” sends it. */
async function replaceRules(lab: Lab, { id, ingress, egress }: SecurityGroup): Promise<void> {
  const none = ingress.length + egress.length === 0;
  const set = {
    // docs/facts.md#policy-reset: version 0 removes all rules.
    Version: none ? "0" : await readVersion(lab, id),
    ...(none ? {} : { Ingress: ingress.map(fromRule), Egress: egress.map(fromRule) }),
  };
  await changePolicies(lab, "ModifySecurityGroupPolicies", id, set, none ? {} : { SortPolicys: true });
}

function requireIndex(group: SecurityGroup, direction: Direction, index: number): void {
  const total = group[direction].length;
  if (index >= total)
    throw usageError("BadIndex", message("sg.no-rule-at", { index, count: total, direction: DIRECTION[direction] }));
}

async function readVersion(lab: Lab, id: string): Promise<string> {
  const answer = await lab.cloud.call<{ SecurityGroupPolicySet: { Version: string } }>(
    "vpc",
    "DescribeSecurityGroupPolicies",
    { SecurityGroupId: id },
  );
  return answer.SecurityGroupPolicySet.Version;
}

async function changePolicies(
  lab: Lab,
  action: string,
  id: string,
  set: Record<string, unknown>,
  more: Record<string, unknown> = {},
): Promise<void> {
  const parameters = { SecurityGroupId: id, SecurityGroupPolicySet: set, ...more };
  try {
    await lab.cloud.call("vpc", action, parameters);
  } catch (error) {
    if (!isCloudError(error)) throw error;
    throw new LabError(
      error.code,
      message("cloud.refused", { action, code: error.code, reason: error.message }),
      message("cloud.refused.hint"),
      1,
    );
  }
}

function keyOf(direction: Direction): "Ingress" | "Egress" {
  return direction === "ingress" ? "Ingress" : "Egress";
}

/** A group's rules as a table a person reads, priority first. */
export function printGroup({ output }: Context, group: SecurityGroup): void {
  output.prose(output.bold(`${group.id}  ${group.name}`));
  for (const direction of ["ingress", "egress"] as const) {
    output.say(message(`sg.${direction}`));
    const head = [
      "sg.column.index",
      `sg.column.${direction}-peer`,
      "sg.column.service",
      "sg.column.action",
      "sg.column.description",
    ] as const;
    const rows = group[direction].map((rule, i) => [
      String(i),
      printPeer(rule.peer),
      printProtocolPorts(rule),
      rule.action,
      rule.description ?? "",
    ]);
    const last = ["-", "*", "*", "drop", output.pick(message("sg.implicit-drop"))];
    output.table([head.map((id) => output.pick(message(id))), ...rows, last], { head: true, indent: 4 });
  }
}

/** As the console shows it: `tcp:80,443`, `all`. */
function printProtocolPorts({ service }: Rule): string {
  return service.kind === "ports" ? `${service.protocol}:${printPorts(service.ports)}` : printService(service);
}
