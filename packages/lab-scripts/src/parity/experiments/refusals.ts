import { isCloudError, type CloudService } from "../../clients/cloud.ts";
import { is, NotSeen, type Experiment } from "../experiment.ts";
import type { ParityHands, Policy } from "../hands.ts";

/** Ids that nothing has. */
const NO_GROUP = "sg-00000000";
const NO_INSTANCE = "ins-00000000";

/** Refused for who asks or how often, not for what is asked: that says nothing about the claim. */
const NOT_ABOUT_THE_REQUEST = /^(AuthFailure|UnauthorizedOperation|RequestLimitExceeded|InternalError)/;

/**
 * The cloud's code, or `accepted`. Sentences beside codes are left out: they name things.
 *
 * @throws NotSeen where a permission is missing
 */
async function codeOf(
  { cloud }: ParityHands,
  service: CloudService,
  action: string,
  request: Readonly<Record<string, unknown>>,
): Promise<string> {
  try {
    await cloud.call(service, action, request);
    return "accepted";
  } catch (error) {
    if (!isCloudError(error)) throw error;
    if (NOT_ABOUT_THE_REQUEST.test(error.code)) throw new NotSeen(`${action}: ${error.code}`);
    return error.code;
  }
}

const startsWith =
  (member: string, ...codes: readonly string[]) =>
  (seen: Readonly<Record<string, unknown>>): boolean =>
    codes.some((code) => String(seen[member]).startsWith(code));

const RULE: Policy = { Action: "ACCEPT", Protocol: "TCP", Port: "80", CidrBlock: "192.0.2.1" };

const rules: Experiment = {
  id: "refused-rules",
  title: { zh: "不合法的规则被怎样拒绝", en: "how rules that can't be are refused" },
  facts: {
    "policy-one-direction": startsWith("bothDirections", "InvalidParameter"),
    "policy-members": startsWith("twoPeers", "InvalidParameter.Coexist"),
    "icmp-family": startsWith("icmpWithIpv6", "InvalidParameter"),
    "policy-port": startsWith("portWithGre", "InvalidParameter"),
    "policy-version": startsWith("wrongVersion", "UnsupportedOperation.VersionMismatch"),
  },
  async run(hands) {
    const SecurityGroupId = await hands.makeGroup({ ingress: [RULE] });
    const add = (SecurityGroupPolicySet: object) =>
      codeOf(hands, "vpc", "CreateSecurityGroupPolicies", { SecurityGroupId, SecurityGroupPolicySet });
    return {
      bothDirections: await add({ Ingress: [{ ...RULE, Port: "81" }], Egress: [RULE] }),
      twoPeers: await add({ Ingress: [{ ...RULE, Port: "82", SecurityGroupId }] }),
      icmpWithIpv6: await add({ Ingress: [{ Action: "ACCEPT", Protocol: "ICMP", Ipv6CidrBlock: "2001:db8::/64" }] }),
      portWithGre: await add({ Ingress: [{ Action: "ACCEPT", Protocol: "GRE", Port: "80", CidrBlock: "192.0.2.1" }] }),
      wrongVersion: await add({ Version: "9999", Ingress: [{ ...RULE, Port: "83" }] }),
    };
  },
};

const inUse: Experiment = {
  id: "refused-in-use",
  title: { zh: "还被引用或绑定的安全组删不掉", en: "a group in use is not deleted" },
  facts: {
    "sg-in-use": (seen) =>
      startsWith("boundToInterface", "ResourceInUse")(seen) && startsWith("namedByRule", "ResourceInUse")(seen),
  },
  async run(hands) {
    const bound = await hands.makeGroup({});
    const named = await hands.makeGroup({});
    const { CidrBlock: _, ...service } = RULE;
    await hands.makeGroup({ ingress: [{ ...service, SecurityGroupId: named }] });
    await hands.bind(hands.b, [bound]);
    await hands.settle();
    const remove = (SecurityGroupId: string) => codeOf(hands, "vpc", "DeleteSecurityGroup", { SecurityGroupId });
    return { boundToInterface: await remove(bound), namedByRule: await remove(named) };
  },
};

const primary: Experiment = {
  id: "refused-primary",
  title: { zh: "不能按网卡给主网卡加安全组", en: "a primary interface takes no groups by AssociateNetworkInterface…" },
  facts: { "eni-associate": (seen) => seen["code"] !== "accepted" },
  async run(hands) {
    const { before, b } = hands;
    const eni = before.nodes.find(({ name }) => name === b.node)?.enis.find((one) => one.primary);
    if (!eni) throw new NotSeen("no primary interface");
    // A group that is bound there already: should it be accepted, nothing changes.
    const [group] = eni.securityGroups;
    if (!group) throw new NotSeen("the primary interface has no group");
    const request = { NetworkInterfaceIds: [eni.id], SecurityGroupIds: [group] };
    return { code: await codeOf(hands, "vpc", "AssociateNetworkInterfaceSecurityGroups", request) };
  },
};

const unknownIds: Experiment = {
  id: "unknown-ids",
  title: { zh: "不存在的 ID", en: "ids that nothing has" },
  facts: {
    "cvm-unknown-ids": is("instance", "accepted"),
    "not-found-codes": (seen) => seen["group"] === "accepted" || startsWith("group", "ResourceNotFound")(seen),
  },
  async run(hands) {
    return {
      instance: await codeOf(hands, "cvm", "DescribeInstances", { InstanceIds: [NO_INSTANCE] }),
      group: await codeOf(hands, "vpc", "DescribeSecurityGroups", { SecurityGroupIds: [NO_GROUP] }),
      policies: await codeOf(hands, "vpc", "DescribeSecurityGroupPolicies", { SecurityGroupId: NO_GROUP }),
    };
  },
};

export const REFUSALS: readonly Experiment[] = [rules, inUse, primary, unknownIds];
