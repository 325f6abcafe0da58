import type { Text } from "./text.ts";

/** One thing that is wrong with a scenario, at the field where it is to be mended. */
export interface ScenarioProblem {
  /** `groups[0].ingress[1]`; empty for the scenario as a whole. */
  readonly field: string;
  readonly text: Text;
}

/** A scenario that can't be used. `message` is English, a problem a line; `problems` has both languages. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
  readonly problems: readonly ScenarioProblem[];

  constructor(problems: readonly ScenarioProblem[]) {
    super(problems.map(({ field, text }) => (field === "" ? text.en : `${field}: ${text.en}`)).join("\n"));
    this.problems = problems;
  }
}

export type ProblemCode =
  | "action"
  | "address"
  | "cidr"
  | "count"
  | "empty"
  | "empty-list"
  | "exit"
  | "key"
  | "missing"
  | "points"
  | "port"
  | "region"
  | "rule"
  | "selector"
  | "too-long"
  | "unknown-field"
  | "version"
  | "wrong-type";

/** What is wrong in general and what to write instead. A bad rule brings its own sentence, from access-path. */
export const PROBLEMS: Readonly<Record<Exclude<ProblemCode, "rule" | "wrong-type">, Text>> = {
  action: {
    zh: "写接口名，大写字母开头，例如 DescribeNetworkInterfaces",
    en: "write the name of an API action, such as DescribeNetworkInterfaces",
  },
  points: { zh: "写 0 到 100 的整数", en: "write a whole number from 0 to 100" },
  address: { zh: "写规范的 IP 地址，例如 10.0.35.23", en: "write an address in canonical form, such as 10.0.35.23" },
  cidr: {
    zh: "写规范的网段，主机位为零，前缀必写，例如 10.0.35.0/24",
    en: "write a block in canonical form, host bits zero and with its prefix, such as 10.0.35.0/24",
  },
  count: { zh: "写整数；副本数从 1 起，序号从 0 起", en: "write a whole number: replicas from 1, an index from 0" },
  empty: { zh: "不能留空", en: "must not be empty" },
  "empty-list": { zh: "至少要有一项", en: "needs at least one entry" },
  exit: { zh: "退出码是 0 到 255 的整数", en: "an exit status is a whole number from 0 to 255" },
  key: {
    zh: "只用小写字母、数字和连字符，例如 deny-all-inbound",
    en: "use lower-case letters, digits and hyphens only, such as deny-all-inbound",
  },
  missing: { zh: "缺这一项，补上", en: "is missing: add it" },
  port: { zh: "端口是 1 到 65535 的整数", en: "a port is a whole number from 1 to 65535" },
  region: { zh: "写地域标识，例如 ap-guangzhou", en: "write a region's id, such as ap-guangzhou" },
  selector: {
    zh: "只支持等号选择，例如 app=my-app1,tier=web",
    en: "only equality is understood, such as app=my-app1,tier=web",
  },
  "too-long": {
    zh: "太长：安全组名称不超过 60 个字符，描述不超过 100 个",
    en: "too long: a group's name has at most 60 characters, its description 100",
  },
  "unknown-field": {
    zh: "没有这个字段：检查拼写，不需要就删掉",
    en: "there is no such field: check the spelling, or remove it",
  },
  version: { zh: "写接口版本，例如 2017-03-12", en: "write the API version, such as 2017-03-12" },
};
