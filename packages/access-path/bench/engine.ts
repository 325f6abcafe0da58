/**
 * How fast is the engine, beside what people would use without it? Everything in one run, the contenders in turn, so that a noisy
 * machine is noisy for all. Ends with status 1 when any two of them disagree on any flow.
 */
import { parseArgs } from "node:util";
import {
  allowed,
  compareReach,
  compile,
  editRules,
  evaluate,
  explain,
  lintFilter,
  makeFilter,
  parseRule,
  reachBetween,
} from "../src/index.ts";
import type { Family, Filter, Flow, Rule } from "../src/index.ts";
import { printTable } from "../src/formats/index.ts";
import { drill, POD_A, POD_B } from "../test/drill.ts";
import { makeRandom, randomFilter, randomRules, randomSides } from "../test/worlds.ts";
import { contenders } from "./contenders.ts";
import type { Contender } from "./contenders.ts";
import { median, medianMs, short, timeMs } from "./measure.ts";

const ROUNDS = 9;
const FLOWS = 500_000;
const SIZES = [
  // groups × rules each
  [1, 100],
  [5, 100], // what the cloud allows: docs/facts.md#sg-quota
  [5, 200],
] as const;

interface Rate {
  readonly rules: number;
  readonly family: Family;
  readonly name: string;
  /** Millions of verdicts a second. */
  readonly mps: number;
}

interface Operation {
  readonly name: string;
  readonly rules: number;
  readonly ms: number;
  /** null: none was set. */
  readonly budgetMs: number | null;
}

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const races = SIZES.flatMap(([groups, rules]) => ([4, 6] as const).map((family) => race(groups, rules, family)));
const rates = races.flatMap((result) => result.rates);
const wrong = races.reduce((sum, result) => sum + result.mismatches, 0);
const operations = [100, 500].flatMap(measureOperations);
if (values.json) console.log(JSON.stringify({ rates, operations, mismatches: wrong }, null, 2));
else report();
process.exitCode = wrong === 0 ? 0 : 1;

/** All contenders on the same flows, round by round. */
function race(groups: number, rulesPerGroup: number, family: Family): { rates: Rate[]; mismatches: number } {
  const filter = randomFilter(groups * rulesPerGroup, "ingress", groups, rulesPerGroup);
  const sides = randomSides(makeRandom(family), filter, family, FLOWS);
  const runners = contenders(filter, family, sides).map((contender) => ({
    contender,
    out: new Int32Array(contender.flows),
    times: [] as number[],
  }));
  for (const { contender, out } of runners) contender.run(out); // warm, and the answers to compare
  const mismatches = countMismatches(runners);
  for (let round = 0; round < ROUNDS; round++)
    for (const { contender, out, times } of runners) times.push(timeMs(() => contender.run(out)));
  const rules = groups * rulesPerGroup;
  return {
    mismatches,
    rates: runners.map(({ contender, times }) => ({
      rules,
      family,
      name: contender.name,
      mps: contender.flows / median(times) / 1000,
    })),
  };
}

function countMismatches(runners: readonly { readonly contender: Contender; readonly out: Int32Array }[]): number {
  const [reference, ...others] = runners.filter(({ contender }) => contender.decides);
  return others.reduce(
    (sum, { out }) => sum + out.reduce((count, line, index) => count + Number(line !== reference?.out[index]), 0),
    0,
  );
}

function measureOperations(count: number): Operation[] {
  const rules = randomRules(makeRandom(count), count).map(parseRule);
  const spare = randomRules(makeRandom(count + 1), count).map(parseRule);
  const filterOf = (list: readonly Rule[]) => makeFilter([{ id: "sg-one", ingress: list }], "ingress");
  const filter = filterOf(rules);
  const sets = { before: allowed(filter), after: allowed(filterOf(rules.toSpliced(count >>> 1, 1))) };
  const { snapshot, flow } = cluster(rules);
  let turn = 0;
  const editOne = (): Filter => {
    const index = turn++ % count;
    const removed = editRules(rules, { kind: "remove-rule", groupId: "sg-one", direction: "ingress", index });
    return filterOf(removed.toSpliced(index, 0, spare[index]!));
  };
  const row = (name: string, budgetMs: number | null, run: () => unknown, times = 1): Operation => {
    const ms = medianMs(101, () => {
      for (let time = 0; time < times; time++) run();
    });
    return { name, rules: count, ms: ms / times, budgetMs };
  };
  return [
    row("exact allowed set", count === 500 ? 15 : null, () => allowed(filter)),
    row("what a change opens and closes", null, () => compareReach(sets.before, sets.after)),
    row("between two interfaces", null, () => reachBetween(snapshot, "eni-a1", "eni-b1")),
    row("compile for many flows", null, () => compile(filter)),
    row("edit one rule, compiled again", count === 500 ? 2 : null, () => compile(editOne())),
    row("lint", null, () => lintFilter(filter)),
    row("evaluate one flow", null, () => evaluate(snapshot, "eni-b1", "ingress", flow), 100),
    row("explain one flow", null, () => explain(snapshot, flow), 10),
  ];
}

/** The drill's cluster with these rules in the way of Pod A to Pod B. */
function cluster(rules: readonly Rule[]) {
  const base = drill({ groups: { "sg-b": {} }, bound: { b: ["sg-b"] } });
  const securityGroups = base.securityGroups.map((group) =>
    group.id === "sg-b" ? { ...group, ingress: rules } : group,
  );
  const flow: Flow = { protocol: "tcp", source: POD_A, destination: POD_B, destinationPort: 80 };
  return { snapshot: { ...base, securityGroups }, flow };
}

function report(): void {
  const names = [...new Set(rates.map((rate) => rate.name))];
  const heading = ["rules", "IPv", ...names.map((name) => `${name} M/s`), ...names.slice(2).map((name) => `× ${name}`)];
  const rows = races.map(({ rates: own }) => {
    const of = (name: string) => own.find((rate) => rate.name === name)?.mps;
    const ratio = (name: string) => (of(name) === undefined ? "–" : short(of("classify")! / of(name)!));
    const cells = names.map((name) => (of(name) === undefined ? "–" : short(of(name)!)));
    return [`${own[0]?.rules}`, `${own[0]?.family}`, ...cells, ...names.slice(2).map(ratio)];
  });
  console.log(`Millions of verdicts a second (median of ${ROUNDS}), and how many times faster classify is\n`);
  console.log(printTable([heading, ...rows]));
  console.log("One operation (median of 101)\n");
  console.log(printTable([["operation", "rules", "ms", "budget ms"], ...operations.map(operationRow)]));
  console.log(wrong === 0 ? "All agree on every flow." : `${wrong} verdicts differ.`);
}

function operationRow({ name, rules, ms, budgetMs }: Operation): string[] {
  const budget = budgetMs === null ? "–" : `${budgetMs}${ms > budgetMs ? " exceeded" : ""}`;
  return [name, `${rules}`, short(ms), budget];
}
