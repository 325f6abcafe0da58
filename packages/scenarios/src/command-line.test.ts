import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findScenario } from "./catalog.ts";
import { commandLine, expandCommand } from "./command-line.ts";
import { PlaceholderError } from "./placeholders.ts";
import type { LabCommand } from "./step.ts";

const { steps } = findScenario("vpc-cni-pod-to-pod")!;
const values = {
  podA: "10.0.35.23",
  podB: "10.0.35.150",
  nodeA: "10.0.35.139",
  nodeB: "10.0.35.179",
  groupB: "sg-ohuuioma",
  manifest: "deployment.yaml",
};

describe("commandLine", () => {
  test("the lines that the playbook's readers know", () => {
    const lines = steps.flatMap((step) => step.commands.map((command) => commandLine(expandCommand(command, values))));
    expect(lines).toEqual([
      "./lab up --no-pods",
      "kubectl get nodes -o wide -l test11=test21",
      "kubectl apply -f deployment.yaml",
      "kubectl rollout status deploy/my-deployment",
      "kubectl rollout status deploy/my-deployment2",
      `kubectl get pods -o wide -l app=my-app1 | awk '{printf "podA:"$1"\\t""pod_ip:"$6"\\n"}' | grep -v NAME | grep -v IP`,
      `kubectl get pods -o wide -l app=my-app2 | awk '{printf "podB:"$1"\\t""pod_ip:"$6"\\n"}' | grep -v NAME | grep -v IP`,
      "kubectl get pods -o wide",
      "kubectl exec deploy/my-deployment -- curl -sS --connect-timeout 3 http://10.0.35.150",
      `kubectl logs -n kube-system deploy/tke-eni-ipamd | grep Event | grep "security groups from" | awk '{print $24}' | awk -F"[" '{print $2}' | awk -F"]" '{print $1}'`,
      "kubectl get nec 10.0.35.179 -o jsonpath='{.spec.securityGroups}'",
      `tccli vpc DescribeNetworkInterfaces --Filters '[{"Name":"address-ip","Values":["10.0.35.150"]},{"Name":"ip-exact-match","Values":["true"]}]'`,
      "tccli vpc DescribeSecurityGroupPolicies --SecurityGroupId sg-ohuuioma",
      `./lab sg add podB ingress "accept tcp 10.0.35.23/32 80"`,
      "kubectl exec deploy/my-deployment -- curl -sS --connect-timeout 3 http://10.0.35.150",
      "./lab check",
      "kubectl delete -f deployment.yaml",
      "./lab down",
    ]);
  });

  test("a shell reads back the very words", () => {
    const word = fc.string({ unit: fc.constantFrom(...Array.from("ab-F=[]{}.$'\"`\\! *;&|<>()#~?\n中")) });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (args) => {
        const line = commandLine(lab(args as [string, ...string[]]), { lab: "printf '%s\\0'" });
        expect(execFileSync("sh", ["-c", line], { encoding: "utf8" }).split("\0").slice(0, -1)).toEqual(args);
      }),
      { numRuns: 60 },
    );
  });
});

const lab = (args: [string, ...string[]]): LabCommand => ({ kind: "lab", args, expectExit: 0 });

describe("expandCommand", () => {
  test("reaches into the parameters of a request", () => {
    const command = { kind: "cloud", service: "vpc", version: "2017-03-12", action: "X", expectExit: 0 } as const;
    const parameters = { Filters: [{ Name: "address-ip", Values: ["{podB}"] }], Limit: 1, Dry: false };
    expect(expandCommand({ ...command, parameters }, values).parameters).toEqual({
      Filters: [{ Name: "address-ip", Values: ["10.0.35.150"] }],
      Limit: 1,
      Dry: false,
    });
  });

  test("a missing value is an error, not an empty word", () => {
    expect(() => expandCommand(lab(["sg", "list", "{groupB}"]), {})).toThrow(PlaceholderError);
  });
});
