import type * as pulumi from "@pulumi/pulumi";
import * as tencentcloud from "@pulumi/tencentcloud";

/** What the guide shows to write into the code, once a rule was added by hand. A test runs it. */
export function groupWithTheRule(): readonly pulumi.CustomResource[] {
  const group = new tencentcloud.SecurityGroup("deny-all-inbound", { name: "deny-all-inbound" });

  const rules = new tencentcloud.SecurityGroupRuleSet("deny-all-inbound", {
    securityGroupId: group.id,
    ingresses: [
      { action: "ACCEPT", cidrBlock: "0.0.0.0/0", protocol: "TCP", port: "22" },
      { action: "ACCEPT", cidrBlock: "10.0.35.23/32", protocol: "TCP", port: "80" },
    ],
    egresses: [{ action: "ACCEPT", cidrBlock: "0.0.0.0/0", protocol: "ALL", port: "ALL" }],
  });
  return [group, rules];
}
