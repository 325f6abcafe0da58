import { is, textOf, type Experiment } from "../experiment.ts";
import type { ParityHands, Policy } from "../hands.ts";

/** For documentation (RFC 5737): nobody's address in a rule that no packet ever meets. */
const NOBODY = "192.0.2.1";

interface Answered {
  readonly Version: string;
  readonly Ingress?: readonly Readonly<Record<string, unknown>>[] | null;
}

async function read({ cloud }: ParityHands, id: string): Promise<Answered> {
  const { SecurityGroupPolicySet } = await cloud.call<{ SecurityGroupPolicySet: Answered }>(
    "vpc",
    "DescribeSecurityGroupPolicies",
    { SecurityGroupId: id },
  );
  return SecurityGroupPolicySet;
}

/** Adds rules to a fresh group, one request each, and reads them back. */
async function store(hands: ParityHands, ...policies: readonly Policy[]): Promise<Answered> {
  const id = await hands.makeGroup({});
  for (const policy of policies) {
    const SecurityGroupPolicySet = { Ingress: [policy] };
    await hands.cloud.call("vpc", "CreateSecurityGroupPolicies", { SecurityGroupId: id, SecurityGroupPolicySet });
  }
  return read(hands, id);
}

const defaults: Experiment = {
  id: "rule-defaults",
  title: { zh: "不写协议和端口的规则存成什么", en: "how a rule without protocol and port is stored" },
  facts: {
    "policy-defaults": (seen) =>
      textOf(seen, "protocol").toUpperCase() === "ALL" && textOf(seen, "port").toUpperCase() === "ALL",
  },
  async run(hands) {
    const { Ingress } = await store(hands, { Action: "ACCEPT", CidrBlock: NOBODY });
    return { protocol: textOf(Ingress?.[0], "Protocol"), port: textOf(Ingress?.[0], "Port") };
  },
};

const blocks: Experiment = {
  id: "stored-blocks",
  title: { zh: "地址段存成什么", en: "how address blocks are stored" },
  facts: {
    "zero-prefix": is("zeroBlock", "0.0.0.0/0"),
    // Stored as it was sent, it may still be matched without them.
    "block-host-bits": (seen) => (seen["hostBits"] === "192.0.2.0/24" ? true : null),
  },
  async run(hands) {
    const stored = async (CidrBlock: string) =>
      textOf(
        (await store(hands, { Action: "ACCEPT", Protocol: "TCP", Port: "80", CidrBlock })).Ingress?.[0],
        "CidrBlock",
      );
    return { zeroBlock: await stored("0.0.0.0/5"), hostBits: await stored("192.0.2.77/24") };
  },
};

const shape: Experiment = {
  id: "rule-members",
  title: { zh: "读回的规则有哪些字段", en: "the members of a rule that is read back" },
  facts: {
    "policy-shape": (seen) => is("protocol", "tcp")(seen) && (seen["members"] as readonly string[]).length > 8,
  },
  async run(hands) {
    const { Ingress } = await store(hands, { Action: "ACCEPT", Protocol: "TCP", Port: "80", CidrBlock: NOBODY });
    return { protocol: textOf(Ingress?.[0], "Protocol"), members: Object.keys(Ingress?.[0] ?? {}).toSorted() };
  },
};

const version: Experiment = {
  id: "version-counts",
  title: { zh: "Version 随每次修改递增", en: "Version counts the changes" },
  facts: { "policy-version": is("step", 1) },
  async run(hands) {
    const id = await hands.makeGroup({
      ingress: [{ Action: "ACCEPT", Protocol: "TCP", Port: "80", CidrBlock: NOBODY }],
    });
    const before = Number((await read(hands, id)).Version);
    await hands.cloud.call("vpc", "CreateSecurityGroupPolicies", {
      SecurityGroupId: id,
      SecurityGroupPolicySet: { Ingress: [{ Action: "ACCEPT", Protocol: "TCP", Port: "81", CidrBlock: NOBODY }] },
    });
    return { step: Number((await read(hands, id)).Version) - before };
  },
};

export const STORED_RULES: readonly Experiment[] = [defaults, blocks, shape, version];
