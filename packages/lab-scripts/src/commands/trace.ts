import {
  DIRECTION,
  filterHops,
  hopReason,
  sentence,
  tracePath,
  type AccessPath,
  type FilterHop,
  type Flow,
  type Hop,
  type RuleCounter,
  type Snapshot,
} from "@podpath/access-path";
import { lossSentence, whereLost, type Loss } from "@podpath/access-path/diagnose";
import type { Command, Context } from "../context.ts";
import { noteTold, noteProbe } from "../grading/attempt.ts";
import { EXIT } from "../lab-error.ts";
import { openLab, type Lab } from "../lab.ts";
import { drillTarget, probe } from "../probe.ts";
import { message, type Text } from "../text/translate.ts";
import { describeOutcome } from "./probe.ts";

const CONNECT_TIMEOUT_S = 1;

/** One hop as predicted and as the counters saw it. */
interface TracedHop {
  readonly kind: string;
  readonly name: string;
  readonly reached: boolean;
  readonly predicted: {
    readonly action: "accept" | "drop";
    readonly groupId: string | null;
    readonly rule: number | null;
  } | null;
  /** Counters of this hop that moved while the packet travelled; null where there is nothing to count. */
  readonly observed: readonly RuleCounter[] | null;
}

export const trace: Command = {
  name: "trace",
  group: "look",
  usage: "",
  summary: message("trace.summary"),
  details: message("trace.details"),
  async run(context) {
    const lab = await openLab(context);
    const target = await drillTarget(lab);
    const snapshot = await lab.snapshot();
    const { observation } = await probe(lab, target, { connectTimeoutS: CONNECT_TIMEOUT_S, kube: await lab.kube() });
    noteProbe(context.folder);
    const cost = noteTold(context.folder, 2, lab.scenario.grading);
    const flow: Flow = {
      protocol: "tcp",
      source: target.from.address,
      destination: target.to.address,
      destinationPort: target.to.port,
    };
    const path = tracePath(snapshot, flow);
    const hops = path.hops.map((hop): TracedHop => ({
      kind: hop.kind,
      name: wordsOf(hop).en,
      reached: hop.reached,
      predicted: hop.kind === "filter" ? verdictOf(hop) : null,
      observed: hop.kind === "filter" ? movedAt(hop, observation.moved ?? []) : null,
    }));
    const { outcome, moved } = observation;
    // All groups let it by, and still: silence. The counters say where the packet was last seen.
    const isLost = path.disposition.kind === "delivered" && outcome.kind === "timed-out";
    const simulated = lab.supervisor.hello.dataPlane.kind === "simulated";
    const loss = isLost ? whereLost(filterHops(path), simulated ? null : moved) : null;
    if (context.output.json) {
      context.output.answer({ flow, disposition: path.disposition.kind, outcome, loss, hops });
    } else {
      show(context, lab, snapshot, flow, hops, path, describeOutcome(observation, simulated));
      sayLoss(context, loss);
      if (cost > 0) context.output.say(message("hint.counts-as", { layer: 2, cost }));
    }
    return observation.outcome.kind === "connected" ? EXIT.passed : EXIT.notYet;
  },
};

function wordsOf(hop: Hop): Text {
  switch (hop.kind) {
    case "pod":
      return same(`Pod ${hop.name} ${hop.address}`);
    case "node":
      return message("trace.node", { name: hop.nodeName });
    case "filter":
      return { zh: `${hop.eniId} ${DIRECTION[hop.direction].zh}`, en: `${hop.eniId} ${DIRECTION[hop.direction].en}` };
    case "vpc":
      return same(`VPC ${hop.vpcId}`);
    case "unknown":
      return same(hop.address);
    default:
      return hop satisfies never;
  }
}

function same(text: string): Text {
  return { zh: text, en: text };
}

function verdictOf({ verdict }: FilterHop): TracedHop["predicted"] {
  return { action: verdict.action, groupId: verdict.groupId, rule: verdict.rule };
}

function movedAt({ eniId, direction }: FilterHop, moved: readonly RuleCounter[]): readonly RuleCounter[] {
  return moved.filter((counter) => counter.eniId === eniId && counter.direction === direction);
}

function show(
  { output }: Context,
  lab: Lab,
  snapshot: Snapshot,
  flow: Flow,
  hops: readonly TracedHop[],
  path: AccessPath,
  outcome: Text,
): void {
  const simulated = lab.supervisor.hello.dataPlane.kind === "simulated";
  const filters = filterHops(path);
  let next = 0;
  for (const [i, hop] of hops.entries()) {
    const mark = !hop.reached ? "·" : hop.predicted?.action === "drop" ? "✗" : "✓";
    output.prose(
      `${mark} ${output.pick(wordsOf(path.hops[i]!))}${hop.reached ? "" : output.pick(message("trace.not-reached"))}`,
    );
    if (hop.kind !== "filter") continue;
    const filter = filters[next++]!;
    output.prose(
      `    ${output.pick(message("trace.predicted"))}  ${output.pick(sentence(hopReason(snapshot, flow, filter)))}`,
    );
    output.prose(`    ${output.pick(message("trace.observed"))}  ${output.pick(observedText(hop, simulated))}`);
  }
  output.say(outcome);
}

function sayLoss({ output }: Context, loss: Loss | null): void {
  if (loss !== null) output.say(lossSentence(loss));
}

function observedText({ observed }: TracedHop, simulated: boolean): Text {
  if (simulated) return message("trace.simulated");
  if (!observed || observed.length === 0) return message("trace.nothing-counted");
  const list = observed.map(({ groupId, rule, packets }) =>
    rule === null || groupId === null
      ? message("trace.counter.implicit", { packets })
      : message("trace.counter.rule", { group: groupId, rule, packets }),
  );
  const counters = { zh: list.map(({ zh }) => zh).join("、"), en: list.map(({ en }) => en).join(", ") };
  return message("trace.counted", { counters });
}
