import * as pulumi from "@pulumi/pulumi";
import { expect, test, vi } from "vitest";
import { baseDrill } from "./lab-job.ts";
import { groupWithTheRule } from "./listings/rule-in-code.ts";

test("what the guide shows to write into the code is the drill's group with the drill's fix", async () => {
  let registered: object | null = null;
  await pulumi.runtime.setMocks({
    newResource({ type, name, inputs }) {
      if (type.endsWith(":SecurityGroupRuleSet")) registered = inputs as object;
      return { id: name, state: inputs as object };
    },
    call: () => ({}),
  });
  groupWithTheRule();
  const [group] = baseDrill.groups;
  const [fix] = baseDrill.solution;
  const rules = [...(group?.ingress ?? []), fix?.rule.replace("{podA}", "10.0.35.23") ?? ""];
  expect(await vi.waitUntil(() => registered)).toMatchObject({
    securityGroupId: "deny-all-inbound",
    ingresses: rules.map(cellsOf),
    egresses: group?.egress.map(cellsOf),
  });
});

function cellsOf(rule: string): object {
  const [action = "", protocol = "", peer = "", port = ""] = rule.split(" ");
  return {
    action: action.toUpperCase(),
    protocol: protocol.toUpperCase(),
    cidrBlock: peer,
    port: port.replace("all", "ALL"),
  };
}
