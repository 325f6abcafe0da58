import {
  editSentence,
  printPeer,
  printRule,
  type Direction,
  type Edit,
  type Rule,
  type RuleEdit,
  type SecurityGroup,
  type Text,
} from "@podpath/access-path";
import type { Opened, Remedy } from "@podpath/access-path/diagnose";
import { consoleService, printTerraformRule, toPolicySet } from "@podpath/access-path/formats";
import { quoteForSh } from "../quote.ts";
import { message } from "../text/translate.ts";
import type { EditJson, FixJson, OpenedJson } from "./diagnosis-json.ts";

export interface FixContext {
  readonly region: string;
  readonly versions: ReadonlyMap<string, string>;
  readonly groups: readonly SecurityGroup[];
  /** Of the cloud API, where it isn't the vendor's own. */
  readonly endpoint: string | null;
}

/** The remedy in the console's words, as a tccli line and as Terraform. Pure. */
export function describeFix({ edits, opens, after }: Remedy, context: FixContext): FixJson {
  const described = edits.map((edit, index) => describeEdit(edit, afterEdits(context, edits.slice(0, index))));
  return { after, edits: described, opens: opens.map(describeOpened) };
}

/** Each change raises its group's version, so that the next line must name a later one. docs/facts.md#policy-version */
function afterEdits(context: FixContext, made: readonly Edit[]): FixContext {
  const raised = ([id, version]: readonly [string, string]) => {
    const count = made.filter((edit) => edit.kind !== "listen" && edit.groupId === id).length;
    return [id, /^\d+$/.test(version) ? String(Number(version) + count) : version] as const;
  };
  return { ...context, versions: new Map([...context.versions].map(raised)) };
}

const NOTHING = { groupId: null, direction: null, index: null, rule: null, tccli: null, terraform: null } as const;

function describeEdit(edit: Edit, context: FixContext): EditJson {
  if (edit.kind === "move-rule") return describeMove(edit, context);
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

function describeMove(edit: RuleEdit & { readonly kind: "move-rule" }, context: FixContext): EditJson {
  const { kind, groupId, direction, from, to } = edit;
  const rule = context.groups.find(({ id }) => id === groupId)![direction][from]!;
  const [original] = policiesOf(direction, [rule]);
  const name = KEY[direction];
  const set = { ...versionOf(groupId, context), [name]: [{ PolicyIndex: to, ...original }] };
  const words = [
    "tccli vpc ReplaceSecurityGroupPolicies",
    ...addressOf(groupId, context),
    "--UpdateType Priority",
    `--OriginalSecurityGroupPolicySet ${quoteForSh(JSON.stringify({ [name]: [{ PolicyIndex: from, ...original }] }))}`,
    `--SecurityGroupPolicySet ${quoteForSh(JSON.stringify(set))}`,
  ];
  return {
    ...NOTHING,
    kind,
    groupId,
    direction,
    index: to,
    rule: printRule(rule),
    console: message(`diagnose.console.move.${direction}`, { group: groupId, from: from + 1, place: to + 1 }),
    tccli: words.join(" "),
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

/** Ready to paste into a POSIX shell. */
function tccliLine(groupId: string, direction: Direction, index: number, rule: Rule, context: FixContext): string {
  const [policy] = policiesOf(direction, [rule]);
  const json = { ...versionOf(groupId, context), [KEY[direction]]: [{ PolicyIndex: index, ...policy }] };
  return [
    "tccli vpc CreateSecurityGroupPolicies",
    ...addressOf(groupId, context),
    `--SecurityGroupPolicySet ${quoteForSh(JSON.stringify(json))}`,
  ].join(" ");
}

const KEY = { ingress: "Ingress", egress: "Egress" } as const;

function policiesOf(direction: Direction, rules: readonly Rule[]): readonly object[] {
  return toPolicySet({ ingress: [], egress: [], [direction]: rules })[KEY[direction]];
}

function versionOf(groupId: string, { versions }: FixContext): { readonly Version?: string } {
  const Version = versions.get(groupId);
  return Version ? { Version } : {};
}

function addressOf(groupId: string, { region, endpoint }: FixContext): readonly string[] {
  return [
    ...(endpoint === null ? [] : [`--endpoint ${endpoint}`]),
    `--region ${region}`,
    `--SecurityGroupId ${groupId}`,
  ];
}

function describeOpened({ opened, ...place }: Opened): OpenedJson {
  const arrow = place.direction === "ingress" ? "←" : "→";
  const line = ({ peers, protocols, ports }: NonNullable<Opened["opened"]>[number]) =>
    `${protocols.join(",")}${ports.length > 0 ? ` ${ports.join(",")}` : ""} ${arrow} ${peers.join(", ")}`;
  return { ...place, opened: opened?.map(line) ?? null };
}
