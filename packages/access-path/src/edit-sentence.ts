import type { Edit } from "./edit.ts";
import { printRule } from "./rule.ts";
import type { Text } from "./text.ts";
import { DIRECTION } from "./wording.ts";

/** A change in words, as advice. */
export function editSentence(edit: Edit): Text {
  if (edit.kind === "listen") {
    const service = `${edit.port.protocol} ${edit.port.port}`;
    return {
      zh: `让 Pod 监听 ${service}，或改用它监听的端口。`,
      en: `Let the Pod listen on ${service}, or use a port that it listens on.`,
    };
  }
  const { zh, en } = DIRECTION[edit.direction];
  switch (edit.kind) {
    case "insert-rule":
      return {
        zh: `在安全组 ${edit.groupId} 的${zh}规则第 ${edit.index} 位（从 0 起）加入：${printRule(edit.rule)}`,
        en: `Add to the ${en} rules of ${edit.groupId} at index ${edit.index}: ${printRule(edit.rule)}`,
      };
    case "remove-rule":
      return {
        zh: `删除安全组 ${edit.groupId} 的第 ${edit.index} 条${zh}规则（从 0 起）。`,
        en: `Remove ${en} rule ${edit.index} of ${edit.groupId}.`,
      };
    case "move-rule":
      return {
        zh: `把安全组 ${edit.groupId} 的第 ${edit.from} 条${zh}规则移到第 ${edit.to} 位（从 0 起）。`,
        en: `Move ${en} rule ${edit.from} of ${edit.groupId} to index ${edit.to}.`,
      };
    default:
      return edit satisfies never;
  }
}
