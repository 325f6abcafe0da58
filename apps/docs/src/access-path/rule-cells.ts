import { parseRule, printPeer, printRule, RuleError } from "@podpath/access-path";
import type { Rule, RuleErrorCode, Text } from "@podpath/access-path";

/** A rule as the console's table shows it: 来源 or 目标, 协议端口, 策略. */
export interface RuleCells {
  readonly peer: string;
  /** `TCP:80`, `UDP:53,5353`, `ICMP`, `ALL`, or a service template's id. */
  readonly service: string;
  readonly action: "accept" | "drop";
}

/** A rule that can be read, in its canonical text, or what is wrong with it. */
export type RuleDraft =
  | { readonly rule: string; readonly problem: null; readonly code: null }
  | { readonly rule: null; readonly problem: Text; readonly code: RuleErrorCode };

export function cellsOf(rule: string): RuleCells {
  const parsed = parseRule(rule);
  return { peer: printPeer(parsed.peer), service: serviceCell(parsed), action: parsed.action };
}

function serviceCell(rule: Rule): string {
  if (rule.service.kind === "service-template") return rule.service.id;
  const [, protocol = "", , ports = "all"] = printRule(rule).split(" ");
  return rule.service.kind === "ports" ? `${protocol.toUpperCase()}:${ports.toUpperCase()}` : protocol.toUpperCase();
}

/** The same rule in the notation; where a cell is empty the text ends, and the parser names what is missing. */
export function ruleText({ peer, service, action }: RuleCells): string {
  if (service.trim() === "") return action;
  const [protocol = "", ports = protocolTakesPorts(service) ? "" : "all"] = service.trim().split(/[:：]/);
  if (/^ppmg?-/i.test(protocol)) return `${action} ${protocol} ${peer.trim()}`;
  if (peer.trim() === "") return `${action} ${protocol}`;
  return [action, protocol, peer.trim(), ports.trim()].join(" ").trim();
}

/** The cell that has to be changed so that the row can be read. */
export function cellAtFault(code: RuleErrorCode, { peer }: RuleCells): "peer" | "service" {
  if (/\s/.test(peer.trim())) return "peer";
  return code.startsWith("peer-") || code === "family-mismatch" ? "peer" : "service";
}

export function readRule(text: string): RuleDraft {
  try {
    return { rule: printRule(parseRule(text)), problem: null, code: null };
  } catch (error) {
    if (error instanceof RuleError) return { rule: null, problem: error.text, code: error.code };
    throw error;
  }
}

/** One rule a line; blank lines are skipped. Null with the first problem and its line when one can't be read. */
export function readRules(
  text: string,
):
  | { readonly rules: readonly string[]; readonly problem: null }
  | { readonly rules: null; readonly problem: Text; readonly line: number } {
  const rules: string[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const draft = readRule(line);
    if (draft.problem !== null) return { rules: null, problem: draft.problem, line: index + 1 };
    rules.push(draft.rule);
  }
  return { rules, problem: null };
}

function protocolTakesPorts(service: string): boolean {
  return /^\s*(tcp|udp)\b/i.test(service);
}
