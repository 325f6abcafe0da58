import { RuleError } from "../rule-error.ts";
import type { Direction } from "../snapshot.ts";
import type { Text } from "../text.ts";

/** What can be wrong with a rule in somebody else's form, besides what `RuleErrorCode` names. */
export type ImportErrorCode =
  | "not-a-list"
  | "not-an-object"
  | "peer-ambiguous"
  | "service-ambiguous"
  | "own-address"
  | "rule-unreadable";

/** A rule in another form that can't be read, and where it stands: `Ingress[3]`. */
export class ImportError extends Error {
  override readonly name = "ImportError";
  readonly code: ImportErrorCode;
  readonly at: string;
  readonly text: Text;

  constructor(code: ImportErrorCode, at: string, cause?: RuleError) {
    const sentence = SENTENCES[code];
    const text = {
      zh: `${at}：${sentence.zh}${cause?.text.zh ?? ""}`,
      en: `${at}: ${sentence.en}${cause?.text.en ?? ""}`,
    };
    super(text.en, { cause });
    this.code = code;
    this.at = at;
    this.text = text;
  }
}

const SENTENCES: Record<ImportErrorCode, Text> = {
  "not-a-list": { zh: "应为规则的列表。", en: "A list of rules belongs here." },
  "not-an-object": { zh: "应为一条规则（对象）。", en: "A rule (an object) belongs here." },
  "peer-ambiguous": {
    zh: "对端只能写一种：网段、IPv6 网段、安全组、IP 地址模板，四选一。",
    en: "A rule has exactly one peer: a CIDR block, an IPv6 block, a group or an address template.",
  },
  "service-ambiguous": {
    zh: "协议加端口与协议端口模板只能写一种。",
    en: "A rule has either protocol and port or a service template, not both.",
  },
  "own-address": {
    zh: "MY_PUBLIC_IP 只有云端知道它指谁，请写成具体的 IP。",
    en: "Only the cloud knows whom MY_PUBLIC_IP means: write the address itself.",
  },
  "rule-unreadable": { zh: "", en: "" },
};

/** Something that an import changed, as the cloud does: worth saying, because the text meant something else. */
export interface ImportNote {
  readonly code: "zero-prefix" | "host-bits";
  readonly direction: Direction;
  readonly rule: number;
  readonly written: string;
  readonly stored: string;
}

/** A note in words. */
export function noteSentence({ code, written, stored }: ImportNote): Text {
  switch (code) {
    case "zero-prefix":
      return {
        zh: `${written} 会被云端当作 ${stored}：对所有人生效。想指自己的网络，请写出它的网段。`,
        en: `The cloud takes ${written} for ${stored}, which is everybody. If you mean your own network, write its block.`,
      };
    case "host-bits":
      return {
        zh: `${written} 含有主机位，按网段 ${stored} 处理。想指一台机器，请用 /32（IPv6 用 /128）。`,
        en: `${written} has host bits and is taken for the block ${stored}. If you mean one machine, write /32 (or /128).`,
      };
    default:
      return code satisfies never;
  }
}
