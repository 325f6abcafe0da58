import {
  allowed,
  classify,
  compile,
  describeBoxes,
  editSentence,
  evaluate,
  explain,
  lintFilter,
  packFlows,
  parseRule,
  printRule,
  sentence,
} from "../src/index.ts";
import { fromPolicySet, printMarkdown, ruleTable, toPolicySet } from "../src/formats/index.ts";
import { drill, NODE_A, POD_A, POD_A6, POD_B, POD_B6 } from "./drill.ts";
import { makeRandom, randomFilter, randomRules, randomSides } from "./worlds.ts";

/** Everything the package does, on the same random input everywhere: its answers as JSON, to compare two places. */
export function battery(): string {
  return JSON.stringify({
    filters: [1, 2, 3].map(filterAnswers),
    clusters: [4, 5, 6].flatMap(clusterAnswers),
    forms: formAnswers(),
  });
}

function filterAnswers(seed: number) {
  const filter = randomFilter(seed, "ingress", 5, 12);
  const lines = ([4, 6] as const).map((family) => {
    const out = new Int32Array(2_000);
    classify(compile(filter), packFlows(family, randomSides(makeRandom(seed), filter, family, out.length)), out);
    return [...out];
  });
  return {
    lines,
    reach: describeBoxes(allowed(filter)),
    lint: lintFilter(filter).map(({ code, at, witness }) => ({ code, at, witness })),
  };
}

function clusterAnswers(seed: number) {
  const rules = (turn: number) => randomRules(makeRandom(seed * 10 + turn), 6);
  const groups = { "sg-a": { ingress: rules(1), egress: rules(2) }, "sg-b": { ingress: rules(3), egress: rules(4) } };
  const snapshot = drill({ groups, bound: { a: ["sg-a"], b: ["sg-b", "sg-a"] } });
  const pairs = [
    [POD_A, POD_B],
    [POD_A6, POD_B6],
    [NODE_A, POD_B],
    [POD_B, POD_A],
  ] as const;
  return pairs.map(([source, destination]) => {
    const flow = { protocol: "tcp", source, destination, destinationPort: 80 } as const;
    const { blockers, fix, reason, path } = explain(snapshot, flow);
    const words = [
      ...blockers.map((blocker) => sentence(blocker.reason)),
      ...(fix ?? []).map(editSentence),
      sentence(reason),
    ];
    return { path, fix, words, verdict: evaluate(snapshot, "eni-b1", "ingress", flow) };
  });
}

function formAnswers() {
  const rules = randomRules(makeRandom(7), 30).map(parseRule);
  const there = toPolicySet({ ingress: rules, egress: [] });
  return {
    there,
    back: fromPolicySet(there).ingress.map(printRule),
    table: printMarkdown(ruleTable(rules, "ingress", "zh")),
  };
}
