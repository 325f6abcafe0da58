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
        zh: `给安全组 ${edit.groupId} 加一条${zh}规则，序号 ${edit.index}（从 0 数起）：${printRule(edit.rule)}`,
        en: `Add to the ${en} rules of ${edit.groupId} at index ${edit.index} (counted from 0): ${printRule(edit.rule)}`,
      };
    case "remove-rule":
      return {
        zh: `删除安全组 ${edit.groupId} 的${zh}规则 ${edit.index}（从 0 数起）。`,
        en: `Remove ${en} rule ${edit.index} of ${edit.groupId} (counted from 0).`,
      };
    case "move-rule":
      return {
        zh: `把安全组 ${edit.groupId} 的${zh}规则 ${edit.from} 移到序号 ${edit.to}（从 0 数起）。`,
        en: `Move ${en} rule ${edit.from} of ${edit.groupId} to index ${edit.to} (counted from 0).`,
      };
    default:
      return edit satisfies never;
  }
}
