import { canonicalAddress, canonicalCidr, parseRule } from "@podpath/access-path";
import * as v from "valibot";
import type { ProblemCode } from "./scenario-error.ts";
import type { Scenario } from "./scenario.ts";

/**
 * The shape of a scenario as written in a file. A check's message is its code; the sentences for people stand in
 * `scenario-error.ts`. What holds between fields is checked by `findContradictions`.
 */

const code = (name: ProblemCode): ProblemCode => name;

const filled = v.pipe(v.string(), v.regex(/\S/, code("empty")));
const key = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, code("key")));
const text = v.strictObject({ zh: filled, en: filled });
const cidr = v.pipe(
  v.string(),
  v.check((input) => canonicalCidr(input) === input, code("cidr")),
);
const address = v.pipe(
  v.string(),
  v.check((input) => canonicalAddress(input) === input, code("address")),
);
const port = v.pipe(v.number(), v.integer(code("port")), v.minValue(1, code("port")), v.maxValue(65_535, code("port")));
const points = v.pipe(
  v.number(),
  v.integer(code("points")),
  v.minValue(0, code("points")),
  v.maxValue(100, code("points")),
);
const direction = v.picklist(["ingress", "egress"]);
const actor = v.picklist(["podA", "podB"]);
const list = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.minLength(1, code("empty-list")));

/** Addresses aren't known yet where a rule is written, so any will do to see whether it can be read. */
export const readableRule = (input: string): string =>
  input.replaceAll("{podA}", "192.0.2.1").replaceAll("{podB}", "192.0.2.2");

const rule = v.pipe(v.string(), v.check(isRule, code("rule")));

function isRule(input: string): boolean {
  try {
    parseRule(readableRule(input));
    return true;
  } catch {
    return false;
  }
}

const group = v.strictObject({
  key,
  name: v.pipe(filled, v.maxLength(60, code("too-long"))), // docs/facts.md#sg-names
  description: v.pipe(v.string(), v.maxLength(100, code("too-long"))), // docs/facts.md#sg-names
  ingress: v.array(rule),
  egress: v.array(rule),
});

const nodePool = v.strictObject({
  key,
  name: filled,
  labels: v.record(v.string(), v.string()),
  replicas: v.pipe(v.number(), v.integer(code("count")), v.minValue(1, code("count"))),
  machineType: v.picklist(["NativeCVM", "Native"]),
  instanceType: filled,
  groups: v.array(key),
  subnet: key,
});

const actorFields = {
  namespace: key,
  labelSelector: v.pipe(v.string(), v.regex(/^[^=,\s]+=[^=,\s]+(,[^=,\s]+=[^=,\s]+)*$/, code("selector"))),
  container: key,
  image: filled,
  env: v.exactOptional(v.record(filled, v.string())),
  pool: key,
};

const expectExit = v.pipe(
  v.number(),
  v.integer(code("exit")),
  v.minValue(0, code("exit")),
  v.maxValue(255, code("exit")),
);
const program = v.tupleWithRest([filled], v.string());
const json: v.GenericSchema<unknown, never> = v.any() as never;

const command = v.variant("kind", [
  v.strictObject({
    kind: v.literal("kubectl"),
    args: list(v.string()),
    pipe: v.exactOptional(list(program)),
    expectExit,
  }),
  v.strictObject({ kind: v.literal("lab"), args: program, expectExit }),
  v.strictObject({
    kind: v.literal("cloud"),
    service: v.picklist(["vpc", "cvm", "tke"]),
    version: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, code("version"))),
    action: v.pipe(v.string(), v.regex(/^[A-Z][A-Za-z]+$/, code("action"))),
    parameters: v.record(v.string(), json),
    expectExit,
  }),
]);

export const scenarioSchema: v.GenericSchema<unknown, Scenario> = v.strictObject({
  id: key,
  title: text,
  symptom: text,
  region: v.pipe(v.string(), v.regex(/^[a-z]+-[a-z]+(-\d+)?$/, code("region"))),
  vpc: v.strictObject({ name: filled, cidr }),
  subnets: list(v.strictObject({ key, name: filled, zone: filled, cidr })),
  cluster: v.strictObject({ name: filled, version: filled, serviceCidr: cidr }),
  groups: list(group),
  nodePools: list(nodePool),
  eniSecurityGroups: v.strictObject({ enabled: v.boolean(), groups: v.array(key) }),
  addressPlan: v.record(key, v.strictObject({ nodes: v.array(address), pods: v.array(address) })),
  manifest: filled,
  podA: v.strictObject(actorFields),
  podB: v.strictObject({ ...actorFields, port }),
  needed: v.strictObject({
    at: actor,
    direction,
    required: v.array(rule),
    tolerated: v.array(v.strictObject({ rule, because: text })),
  }),
  cause: v.picklist(["group", "application"]),
  grading: v.strictObject({
    points: v.record(v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/, code("key"))), points),
    diagnosis: v.strictObject({ prediction: points, interface: points, group: points, rule: points }),
    hintPrices: v.strictTuple([points, points, points]),
  }),
  solution: v.array(
    v.strictObject({
      kind: v.literal("add-rule"),
      at: actor,
      direction,
      rule,
      index: v.exactOptional(v.pipe(v.number(), v.integer(code("count")), v.minValue(0, code("count")))),
    }),
  ),
  steps: list(
    v.strictObject({
      id: key,
      title: text,
      what: text,
      commands: list(command),
      tells: v.exactOptional(v.picklist([2, 3])),
    }),
  ),
  hints: v.strictTuple([text, text, text]),
  debrief: text,
});
