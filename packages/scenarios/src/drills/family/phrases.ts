import type { Text } from "../../text.ts";
import type { Facts } from "./facts.ts";
import type { FaultySide } from "./side.ts";

/** What the group at fault does to the flow, as the end of a sentence about one of its directions. */
export function gapOf({ faulty, dropsByRule, port }: Facts, side: FaultySide): Text {
  if (dropsByRule) return { zh: "有一条 DROP 先命中了它", en: `drops it by a rule of its own that matches first` };
  if (side === "ingress" && faulty.length === 1 && faulty[0] === "accept tcp 0.0.0.0/0 22")
    return {
      zh: "只放了 TCP 22，其余一概走到末尾的默认拒绝",
      en: "lets in TCP 22 alone; everything else falls through to the implicit drop",
    };
  return {
    zh: `没有一条规则放行它要的 TCP ${port}，最后走到末尾的默认拒绝`,
    en: `has no rule that accepts TCP ${port} for it, so that it falls through to the implicit drop`,
  };
}

/** What a drill adds to its symptom when the fix must outlive an address. */
export function lastingOf({ lasting }: Facts, side: FaultySide): Text {
  if (!lasting) return { zh: "", en: "" };
  const pod = side === "ingress" ? "Pod A" : "Pod B";
  return {
    zh: `另外，${pod} 每晚滚动发布，IP 每次都会变：修好之后，重建了也要能通。`,
    en: ` And ${pod} is rolled every night and gets another address each time: once mended, it has to work after that too.`,
  };
}

/** What tells such a drill's title from that of its sister. */
export function renewedOf({ lasting }: Facts, side: FaultySide): Text {
  if (!lasting) return { zh: "", en: "" };
  const pod = side === "ingress" ? "Pod A" : "Pod B";
  return { zh: `，而且 ${pod} 的 IP 每晚都变`, en: `, and ${pod}'s address changes every night` };
}
