import {
  editSentence,
  lint,
  printPeer,
  printRule,
  type Direction,
  type Edit,
  type Rule,
  type RuleEdit,
  type Snapshot,
  type Text,
} from "@podpath/access-path";
import type { Opened, Remedy } from "@podpath/access-path/diagnose";
import { consoleService, printTerraformRule, toPolicySet } from "@podpath/access-path/formats";
import { quoteForSh } from "../quote.ts";
import { inSequence, message } from "../text/translate.ts";
import type { EditJson, FixJson, OpenedJson } from "./diagnosis-json.ts";

export interface FixContext {
  readonly region: string;
  readonly versions: ReadonlyMap<string, string>;
  readonly snapshot: Snapshot;
  /** Of the cloud API, where it isn't the vendor's own. */
  readonly endpoint: string | null;
}

/** Rules that one direction of a group may have. docs/facts.md#sg-quota */
const MOST_RULES = 100;
/** How many of the rules that could go a message names. */
const MOST_IDLE = 10;

/** The remedy in the console's words, as a tccli line and as Terraform. Pure. */
export function describeFix({ edits, opens, after }: Remedy, context: FixContext): Omit<FixJson, "cautions"> {
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
  if (rulesOf(context, groupId, direction).length >= MOST_RULES) return describeFull(edit, context);
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

/** One more would be refused, so that no line to paste is given: first something has to go. */
function describeFull(edit: RuleEdit & { readonly kind: "insert-rule" }, context: FixContext): EditJson {
  const { kind, groupId, direction, index, rule } = edit;
  const idle = idleRules(context, groupId, direction);
  const parameters = { group: groupId, limit: MOST_RULES, rule: printRule(rule) };
  const console =
    idle.length === 0
      ? message(`diagnose.full.${direction}`, parameters)
      : inSequence(
          message(`diagnose.full.${direction}`, parameters),
          message("diagnose.full-idle", { idle: idle.slice(0, MOST_IDLE).join(", ") }),
        );
  return { ...NOTHING, kind, groupId, direction, index, rule: printRule(rule), console };
}

/**
 * Rules without which the list does the same, counted from 1. Judged where the group stands alone on an interface, and not at all
 * where a template takes part, which may hold more than could be read.
 */
function idleRules(
  { snapshot }: Pick<FixContext, "snapshot">,
  groupId: string,
  direction: Direction,
): readonly number[] {
  const enis = snapshot.nodes.flatMap((node) => node.enis);
  const alone = enis.find(({ securityGroups }) => securityGroups.length === 1 && securityGroups[0] === groupId);
  const named = rulesOf({ snapshot }, groupId, direction).some(
    ({ peer, service }) => peer.kind === "address-template" || service.kind === "service-template",
  );
  if (alone === undefined || named) return [];
  return lint(snapshot, alone.id, direction).flatMap((finding) =>
    finding.code === "redundant" ? [finding.at.rule + 1] : [],
  );
}

function rulesOf({ snapshot }: Pick<FixContext, "snapshot">, groupId: string, direction: Direction): readonly Rule[] {
  return snapshot.securityGroups.find(({ id }) => id === groupId)?.[direction] ?? [];
}

/** The order alone, so that nothing is lost if it is refused. docs/facts.md#policy-move */
function describeMove(edit: RuleEdit & { readonly kind: "move-rule" }, context: FixContext): EditJson {
  const { kind, groupId, direction, from, to } = edit;
  const rule = rulesOf(context, groupId, direction)[from]!;
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
