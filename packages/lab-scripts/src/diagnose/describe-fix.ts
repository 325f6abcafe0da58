import {
  editSentence,
  printPeer,
  printRule,
  type Direction,
  type Edit,
  type Rule,
  type Text,
} from "@podpath/access-path";
import type { Opened, Remedy } from "@podpath/access-path/diagnose";
import { consoleService, printTerraformRule, toPolicySet } from "@podpath/access-path/formats";
import { message } from "../text/translate.ts";
import type { EditJson, FixJson, OpenedJson } from "./diagnosis-json.ts";

export interface FixContext {
  readonly region: string;
  readonly versions: ReadonlyMap<string, string>;
}

/** The remedy in the console's words, as a tccli line and as Terraform. Pure. */
export function describeFix({ edits, opens, after }: Remedy, context: FixContext): FixJson {
  return { after, edits: edits.map((edit) => describeEdit(edit, context)), opens: opens.map(describeOpened) };
}

const NOTHING = { groupId: null, direction: null, index: null, rule: null, tccli: null, terraform: null } as const;

function describeEdit(edit: Edit, context: FixContext): EditJson {
  if (edit.kind !== "insert-rule") return { ...NOTHING, kind: edit.kind, console: editSentence(edit) };
  const { kind, groupId, direction, index, rule } = edit;
  return {
    kind,
    groupId,
    direction,
    index,
    rule: printRule(rule),
    console: consoleWords(groupId, direction, index, rule),
    tccli: tccliLine(groupId, direction, index, rule, context),
    terraform: printTerraformRule(rule, direction),
  };
}

function consoleWords(groupId: string, direction: Direction, index: number, rule: Rule): Text {
  return message(`diagnose.console.${direction}`, {
    group: groupId,
    place: index + 1,
    peer: printPeer(rule.peer),
    service: consoleService(rule),
  });
}

/** Ready to paste into a POSIX shell: the JSON holds no single quote, since a rule of ours has no description. */
function tccliLine(groupId: string, direction: Direction, index: number, rule: Rule, context: FixContext): string {
  const set = toPolicySet({ ingress: [], egress: [], [direction]: [rule] });
  const [policy] = direction === "ingress" ? set.Ingress : set.Egress;
  const Version = context.versions.get(groupId);
  const name = direction === "ingress" ? "Ingress" : "Egress";
  const json = { ...(Version ? { Version } : {}), [name]: [{ PolicyIndex: index, ...policy }] };
  return [
    "tccli vpc CreateSecurityGroupPolicies",
    `--region ${context.region}`,
    `--SecurityGroupId ${groupId}`,
    `--SecurityGroupPolicySet '${JSON.stringify(json)}'`,
  ].join(" ");
}

function describeOpened({ opened, ...place }: Opened): OpenedJson {
  const arrow = place.direction === "ingress" ? "←" : "→";
  const line = ({ peers, protocols, ports }: NonNullable<Opened["opened"]>[number]) =>
    `${protocols.join(",")}${ports.length > 0 ? ` ${ports.join(",")}` : ""} ${arrow} ${peers.join(", ")}`;
  return { ...place, opened: opened?.map(line) ?? null };
}
