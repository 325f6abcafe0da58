import { afterAll, beforeAll, expect, test } from "vitest";
import { baseDrill, group } from "./base-drill.ts";
import { openLab, type TestLab } from "./lab.ts";

const [podA, podB] = baseDrill().pods.map((pod) => pod.uid) as [string, string];
const EVERYTHING_OUT = ["accept all 0.0.0.0/0", "accept all ::/0"];
let lab: TestLab;

beforeAll(async () => {
  lab = await openLab(baseDrill());
});
afterAll(() => lab.plane.close());

function withIngress(revision: number, ...rules: readonly string[]) {
  return baseDrill({ revision, securityGroups: [group("sg-drill001", rules, EVERYTHING_OUT)] });
}

test("the drill: a time-out, a rule, an answer", async () => {
  expect(await lab.curl(podA, "http://10.0.35.150/")).toBe(28);
  await lab.plane.realise(withIngress(2, "accept tcp 0.0.0.0/0 22", "accept tcp 10.0.35.23/32 80"));
  expect(await lab.curl(podA, "http://10.0.35.150/")).toBe(0);
  const moved = (await lab.plane.counters()).filter(({ packets }) => packets > 0);
  expect(moved).toEqual([
    { eniId: "eni-seconda", groupId: "sg-drill001", direction: "egress", rule: 0, packets: expect.any(Number) },
    { eniId: "eni-secondb", groupId: null, direction: "ingress", rule: null, packets: expect.any(Number) },
    { eniId: "eni-secondb", groupId: "sg-drill001", direction: "ingress", rule: 1, packets: 1 },
  ]);
  const log = Buffer.from(lab.plane.logs(podB, "nginx")).toString();
  expect(log).toMatch(/^10\.0\.35\.23 .* "GET \/ HTTP\/1\.1" 200 /m);
  expect(lab.complaints).toEqual([]);
});
