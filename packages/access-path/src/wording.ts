import type { RuleRef } from "./finding.ts";
import type { QuotedRule } from "./reason.ts";
import type { Direction } from "./snapshot.ts";
import type { Text } from "./text.ts";

/** Words that several kinds of sentences share. */

export const DIRECTION = {
  ingress: { zh: "入站", en: "ingress" },
  egress: { zh: "出站", en: "egress" },
} as const satisfies Record<Direction, Text>;

export interface Place {
  readonly eniId: string;
  readonly direction: Direction;
}

export function placeZh({ eniId, direction }: Place): string {
  return `网卡 ${eniId} 的${DIRECTION[direction].zh}方向`;
}

export function placeEn({ eniId, direction }: Place): string {
  return `${DIRECTION[direction].en} of ${eniId}`;
}

export function ruleZh({ groupId, rule, text }: QuotedRule): string {
  return `安全组 ${groupId} 的规则 ${rule}「${text}」`;
}

export function ruleEn({ groupId, rule, text }: QuotedRule): string {
  return `rule ${rule} of ${groupId} (${text})`;
}

export function listZh(items: readonly string[]): string {
  return items.length === 0 ? "无" : items.join("、");
}

export function refZh({ groupId, rule }: RuleRef): string {
  return `安全组 ${groupId} 的规则 ${rule}`;
}

export function refEn({ groupId, rule }: RuleRef): string {
  return `rule ${rule} of ${groupId}`;
}
