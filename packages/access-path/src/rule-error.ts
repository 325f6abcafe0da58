import type { Text } from "./text.ts";

/** What can be wrong with a rule as typed. Codes are stable; sentences may be improved. */
export type RuleErrorCode =
  | "empty"
  | "action-unknown"
  | "service-missing"
  | "service-unknown"
  | "peer-missing"
  | "peer-unknown"
  | "ports-missing"
  | "port-malformed"
  | "port-out-of-range"
  | "port-range-reversed"
  | "ports-not-taken"
  | "family-mismatch"
  | "text-left-over";

/** Names the offending word by its place in the text: from `start` up to, not including, `end`. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A person's rule that can't be read. `message` is English; `text` has both languages, each with what to do next. */
export class RuleError extends Error {
  override readonly name = "RuleError";
  readonly code: RuleErrorCode;
  readonly span: TextSpan;
  /** The whole text that was read. */
  readonly input: string;
  readonly text: Text;

  constructor(code: RuleErrorCode, input: string, span: TextSpan) {
    const word = input.slice(span.start, span.end);
    const text = { zh: SENTENCES[code].zh(word), en: SENTENCES[code].en(word) };
    super(text.en);
    this.code = code;
    this.span = span;
    this.input = input;
    this.text = text;
  }
}

const EXAMPLE = "accept tcp 10.0.35.23/32 80";

type Sentence = { readonly zh: (word: string) => string; readonly en: (word: string) => string };

const SENTENCES: Record<RuleErrorCode, Sentence> = {
  empty: {
    zh: () => `这里没有规则。写成“动作 协议 对端 端口”，例如：${EXAMPLE}`,
    en: () => `There is no rule here. Write "action protocol peer ports", for example: ${EXAMPLE}`,
  },
  "action-unknown": {
    zh: (word) => `动作“${word}”不认识。规则以 accept（放行）或 drop（丢弃）开头，方向不写在规则里，例如：${EXAMPLE}`,
    en: (word) =>
      `"${word}" is no action. A rule starts with accept or drop, and its direction is not part of it, for example: ${EXAMPLE}`,
  },
  "service-missing": {
    zh: () =>
      `缺少协议。在动作后面写 tcp、udp、icmp、icmpv6、gre、all 之一，或协议端口模板 ppm-…/ppmg-…，例如：${EXAMPLE}`,
    en: () =>
      `The protocol is missing. After the action write tcp, udp, icmp, icmpv6, gre, all or a service template (ppm-…, ppmg-…), for example: ${EXAMPLE}`,
  },
  "service-unknown": {
    zh: (word) => `协议“${word}”不认识。可以写 tcp、udp、icmp、icmpv6、gre、all，或协议端口模板 ppm-…/ppmg-…`,
    en: (word) =>
      `"${word}" is no protocol. Write tcp, udp, icmp, icmpv6, gre, all or a service template (ppm-…, ppmg-…)`,
  },
  "peer-missing": {
    zh: () => `缺少对端：入站规则写来源，出站规则写目标。可以是 IP、网段、安全组 sg-… 或 IP 地址模板 ipm-…/ipmg-…`,
    en: () =>
      "The peer is missing: the source of an ingress rule, the destination of an egress rule. Write an address, a CIDR block, a group (sg-…) or an address template (ipm-…, ipmg-…)",
  },
  "peer-unknown": {
    zh: (word) =>
      `对端“${word}”看不懂。写 IP（10.0.35.23）、网段（10.0.35.0/24，IPv6 亦可）、安全组 sg-… 或 IP 地址模板 ipm-…/ipmg-…`,
    en: (word) =>
      `"${word}" is no peer. Write an address (10.0.35.23), a CIDR block (10.0.35.0/24, IPv6 too), a group (sg-…) or an address template (ipm-…, ipmg-…)`,
  },
  "ports-missing": {
    zh: () => "tcp 和 udp 规则要写端口：80、80,90、8000-8010，或用 all 表示全部端口",
    en: () => "A tcp or udp rule needs its ports: 80, or 80,90, or 8000-8010, or all for every port",
  },
  "port-malformed": {
    zh: (word) => `端口“${word}”看不懂。写成 80、80,90、8000-8010 或 all，逗号两边不留空格`,
    en: (word) => `"${word}" is no port. Write 80, or 80,90, or 8000-8010, or all, without spaces around the comma`,
  },
  "port-out-of-range": {
    zh: (word) => `端口“${word}”超出范围，端口号只能是 0 到 65535`,
    en: (word) => `Port "${word}" is out of range: ports go from 0 to 65535`,
  },
  "port-range-reversed": {
    zh: (word) => `端口范围“${word}”写反了，小的在前，例如 8000-8010`,
    en: (word) => `The port range "${word}" is the wrong way round: write the lower port first, as in 8000-8010`,
  },
  "ports-not-taken": {
    zh: (word) => `只有 tcp 和 udp 才能指定端口“${word}”。改用 tcp 或 udp，或把端口写成 all`,
    en: (word) => `Only tcp and udp take ports such as "${word}". Use tcp or udp, or write all for the ports`,
  },
  "family-mismatch": {
    zh: (word) => `icmp 只用于 IPv4，icmpv6 只用于 IPv6，和对端“${word}”对不上。换一个协议，或换同一地址族的对端`,
    en: (word) =>
      `icmp is for IPv4 and icmpv6 for IPv6, which does not fit the peer "${word}". Change the protocol, or use a peer of the same family`,
  },
  "text-left-over": {
    zh: (word) => `规则后面多出了“${word}”。端口列表中间不要有空格；备注要写在 # 之后`,
    en: (word) => `"${word}" is left over after the rule. Keep spaces out of a port list, and put a remark after #`,
  },
};
