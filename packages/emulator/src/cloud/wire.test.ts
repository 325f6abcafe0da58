import { parseRule, printRule, type Rule } from "@podpath/access-path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createMemoryStore } from "../store/memory-store.ts";
import { readPolicy } from "./policy.ts";
import { cloudTables } from "./tables.ts";
import { fromRule, toRule, wirePolicy } from "./wire.ts";

const tables = cloudTables(createMemoryStore(), "acc-1");
const times = { createdAt: 0, updatedAt: 0 };
const group = {
  ...times,
  name: "",
  description: "",
  projectId: "0",
  isDefault: false,
  version: 0,
  ingress: [],
  egress: [],
};
tables.securityGroups.put({ id: "sg-00000001", ...group });
tables.addressTemplates.put({ id: "ipm-00000001", name: "", members: [], ...times });
tables.addressTemplateGroups.put({ id: "ipmg-00000001", name: "", templateIds: [], ...times });
tables.serviceTemplates.put({ id: "ppm-00000001", name: "", members: [], ...times });
tables.serviceTemplateGroups.put({ id: "ppmg-00000001", name: "", templateIds: [], ...times });

const stored = (rule: Rule) => readPolicy(fromRule(rule), "Ingress.0", tables, 0);

test.each([
  "accept tcp 10.0.35.23/32 80",
  "drop udp 10.0.0.0/8 53,8000-8010",
  "accept all 0.0.0.0/0 all",
  "accept icmp 10.0.0.0/8 all",
  "accept icmpv6 ::/0 all",
  "drop gre fd00::/8 all",
  "accept tcp sg-00000001 all # 网页",
  "accept tcp ipm-00000001 443",
  "accept tcp ipmg-00000001 443",
  "drop ppm-00000001 10.0.0.0/8",
  "drop ppmg-00000001 sg-00000001",
])("%s: a rule that is sent, stored and read is the same rule", (text) => {
  const rule = parseRule(text);
  expect(printRule(toRule(stored(rule)))).toBe(text);
});

test("that holds for every rule with a block", () => {
  const port = fc.integer({ min: 0, max: 65_535 });
  const range = fc.tuple(port, port).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
  const service: fc.Arbitrary<Rule["service"]> = fc.oneof(
    fc.record({
      kind: fc.constant("ports" as const),
      protocol: fc.constantFrom("tcp" as const, "udp" as const),
      ports: fc.oneof(fc.constant("all" as const), fc.array(range, { minLength: 1, maxLength: 4 })),
    }),
    fc.record({
      kind: fc.constant("protocol" as const),
      protocol: fc.constantFrom("all" as const, "icmp" as const, "gre" as const),
    }),
  );
  const block = fc
    .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
    .map(([address, prefix]) => `${address}/${prefix}`)
    // 0.0.0.0/n is stored as 0.0.0.0/0, a rule of its own.
    .filter((text) => !text.startsWith("0."));
  const rule = fc.record({ action: fc.constantFrom("accept" as const, "drop" as const), service, cidr: block });
  fc.assert(
    fc.property(rule, ({ action, service: own, cidr }) => {
      const wanted = parseRule(printRule({ action, service: own, peer: { kind: "cidr", cidr } }));
      if (wanted.peer.kind === "cidr" && wanted.peer.cidr.startsWith("0.0.0.0/")) return;
      expect(toRule(stored(wanted))).toEqual(wanted);
    }),
  );
});

test("an index stands where it is asked for, and ALL keeps its capitals", () => {
  const policy = stored(parseRule("accept all 0.0.0.0/0 all"));
  expect(wirePolicy(policy, 7)).toMatchObject({
    PolicyIndex: 7,
    Priority: 7,
    Protocol: "ALL",
    Port: "ALL",
    CidrBlock: "0.0.0.0/0",
  });
});
