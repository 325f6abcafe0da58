/** As much of JSON Schema (draft 7) as a diagnosis needs. */
export type Schema =
  | { readonly const: string }
  | { readonly enum: readonly (string | number)[] }
  | { readonly type: "string" | "number" | "boolean" | "null" }
  | { readonly type: "array"; readonly items: Schema }
  | {
      readonly type: "object";
      readonly properties: Readonly<Record<string, Schema>>;
      readonly required: readonly string[];
      readonly additionalProperties: false;
    }
  | { readonly anyOf: readonly Schema[] };

const string: Schema = { type: "string" };
const number: Schema = { type: "number" };
const boolean: Schema = { type: "boolean" };
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });
const list = (items: Schema): Schema => ({ type: "array", items });
const oneOf = (...values: readonly (string | number)[]): Schema => ({ enum: values });
const object = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const text = object({ zh: string, en: string });
const direction = oneOf("ingress", "egress");

const end = object({
  kind: oneOf("pod", "address"),
  namespace: nullable(string),
  pod: nullable(string),
  address: string,
  node: nullable(string),
  hostNetwork: boolean,
  eniId: nullable(string),
  securityGroups: nullable(list(string)),
});

const filter = object({
  eniId: string,
  primary: boolean,
  nodeName: string,
  direction,
  groupIds: list(string),
  action: oneOf("accept", "drop", "unknown"),
  decidedBy: list(
    object({
      kind: oneOf("rule", "implicit-drop", "unfiltered"),
      groupId: nullable(string),
      rule: nullable(number),
      text: nullable(string),
    }),
  ),
});

const hop = object({
  kind: oneOf("pod", "node", "filter", "vpc", "unknown"),
  state: oneOf("passed", "stopped", "doubt", "quiet", "unreached"),
  text,
  filter: nullable(filter),
});

const blocker = object({
  code: string,
  text,
  eniId: nullable(string),
  direction: nullable(direction),
  nearMisses: list(object({ code: string, text })),
});

const fix = object({
  after: oneOf("open", "unknown"),
  edits: list(
    object({
      kind: oneOf("insert-rule", "remove-rule", "move-rule", "listen"),
      groupId: nullable(string),
      direction: nullable(direction),
      index: nullable(number),
      rule: nullable(string),
      console: text,
      tccli: nullable(string),
      terraform: nullable(string),
    }),
  ),
  opens: list(
    object({
      eniId: string,
      nodeName: string,
      primary: boolean,
      direction,
      onPath: boolean,
      opened: nullable(list(string)),
    }),
  ),
  cautions: list(text),
});

const probe = object({
  command: list(string),
  outcome: {
    anyOf: [
      object({ kind: { const: "connected" }, httpStatus: nullable(number), body: string }),
      object({ kind: { const: "refused" } }),
      object({ kind: { const: "timed-out" }, afterMs: number }),
      object({ kind: { const: "failed" }, exitCode: nullable(number), message: string }),
    ],
  },
  agrees: nullable(boolean),
  text,
});

/** The shape of `lab diagnose --json`, which docs/schemas/diagnosis.schema.json shows. `DiagnosisJson` says what it means. */
export const DIAGNOSIS_SCHEMA = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "PodPath: a diagnosis (lab diagnose --json)",
  ...object({
    schema: { const: "podpath.diagnosis/1" },
    readAt: string,
    cluster: object({
      id: string,
      name: string,
      region: string,
      vpcId: string,
      eniSecurityGroups: oneOf("on", "off", "unknown"),
      source: text,
    }),
    from: end,
    to: end,
    flow: object({
      protocol: oneOf("tcp", "udp", "icmp", "icmpv6", "gre", "other"),
      source: string,
      destination: string,
      destinationPort: nullable(number),
    }),
    route: oneOf("cross-node", "same-node", "from-outside", "to-unknown", "mixed-families"),
    verdict: oneOf("open", "blocked", "unknown"),
    ends: oneOf("connected", "unreachable", "silence", "unknown"),
    exitCode: oneOf(0, 1),
    summary: text,
    hops: list(hop),
    blockers: list(blocker),
    doubts: list(object({ code: string, text })),
    refusedCalls: list(object({ call: string, code: string, reason: string })),
    notes: list(text),
    assumptions: list(text),
    fix: nullable(fix),
    probe: nullable(probe),
  }),
};
