import { filterHops, tracePath } from "@podpath/access-path";
import type { FilterHop, Snapshot } from "@podpath/access-path";
import type { Scenario, Text } from "@podpath/scenarios";
import type { Evidence } from "./evidence.ts";
import { firstDiagnosis } from "./answers.ts";
import type { Answer, Blame, Diagnosis, HintRead, Prediction, TellingRecord } from "./answers.ts";
import { say, WAYS } from "./judgement.ts";
import { flowTo, isPeopled, makeWorld } from "./world.ts";
import type { PeopledWorld } from "./world.ts";

export type DiagnosisPartId = keyof Scenario["grading"]["diagnosis"];

export interface DiagnosisPart {
  readonly id: DiagnosisPartId;
  readonly title: Text;
  /**
   * `open`: not answered; `late`: answered when it couldn't be a prediction any more; `unproven`: only a file says so, and it is
   * not counted.
   */
  readonly status: "right" | "wrong" | "open" | "late" | "unproven";
  readonly points: number;
  readonly earned: number;
}

/** How well the cause was told, scored apart from the fix: one may mend what one doesn't understand, and the other way round. */
export interface DiagnosisScore {
  readonly parts: readonly DiagnosisPart[];
  /** Layers of hints that were read, and what those read before the diagnosis take from it. */
  readonly hints: { readonly read: readonly HintRead["layer"][]; readonly cost: number };
  /** `outOf` is less than 100 where something can't be proved. */
  readonly score: { readonly earned: number; readonly outOf: number };
  readonly record: TellingRecord;
  /** What would have been right, in words; null until a diagnosis has been given. */
  readonly truth: Text | null;
}

const TITLES: Readonly<Record<DiagnosisPartId, Text>> = {
  prediction: say("探测前的预测", "the prediction before the probe"),
  interface: say("哪张网卡、哪个方向", "which interface, which direction"),
  group: say("哪个安全组", "which group"),
  rule: say("哪条规则", "which rule"),
};

/** Of the answer that nothing is wrong with the network, which names no interface; and while there is none, of either. */
const CONCLUSION = {
  fine: say("结论：网络没有问题", "the conclusion: nothing is wrong with the network"),
  open: say("丢在哪里，或者网络没有问题", "where it is dropped, if anywhere"),
} as const;

const ORDER: readonly DiagnosisPartId[] = ["prediction", "interface", "group", "rule"];

/** What a learner said and read. */
export type Told = Pick<Evidence, "answers" | "hints" | "record">;

/** Score the answers against the state that the drill began from; the rules of today may long be mended. */
export function scoreDiagnosis(
  world: PeopledWorld,
  groupIds: Readonly<Record<string, string>>,
  { answers, hints, record = "kept" }: Told,
): DiagnosisScore {
  const { diagnosis: worth, hintPrices } = world.scenario.grading;
  const truth = truthOf(world, groupIds);
  const given = firstDiagnosis(answers);
  const parts = ORDER.filter((id) => worth[id] > 0).map((id): DiagnosisPart => {
    const said = id === "prediction" ? foreseen(answers, truth) : verdictOf(given && isRight(id, given.blame, truth));
    const status = isProvable(id, record) || said === "open" ? said : "unproven";
    return { id, title: titleOf(id, given), status, points: worth[id], earned: status === "right" ? worth[id] : 0 };
  });
  const earned = parts.reduce((sum, part) => sum + part.earned, 0);
  const cost = costOf(hints, given !== undefined, hintPrices);
  const unproven = parts.filter(({ status }) => status === "unproven").reduce((sum, { points }) => sum + points, 0);
  return {
    parts,
    hints: { read: [...new Set(hints.map(({ layer }) => layer))].toSorted((a, b) => a - b), cost },
    score: { earned: Math.max(0, earned - cost), outOf: 100 - unproven },
    record,
    truth: given === undefined ? null : describe(truth),
  };
}

function titleOf(id: DiagnosisPartId, given: Diagnosis | undefined): Text {
  if (id !== "interface") return TITLES[id];
  if (given === undefined) return CONCLUSION.open;
  return given.blame === null ? CONCLUSION.fine : TITLES.interface;
}

/** A prediction is worth what its moment is worth, and of that a file proves nothing. */
function isProvable(id: DiagnosisPartId, record: TellingRecord): boolean {
  return record === "kept" || (record === "submitted" && id !== "prediction");
}

/** Each layer is paid for once, and not at all after the diagnosis; where there is none, nothing was read after it. */
function costOf(hints: readonly HintRead[], isDiagnosed: boolean, prices: Scenario["grading"]["hintPrices"]): number {
  const before = hints.filter(({ afterDiagnosis }) => !(afterDiagnosis && isDiagnosed));
  const paid = new Set(before.map(({ layer }) => layer));
  return [...paid].reduce((sum, layer) => sum + prices[layer - 1]!, 0);
}

interface Truth {
  readonly outcome: Prediction["outcome"];
  /** Every hop that drops: any of them is a right answer. Empty: the network is fine. */
  readonly blockers: readonly (Omit<Blame, "groupId"> & {
    readonly groupIds: readonly string[];
    readonly nodeName: string;
  })[];
}

function truthOf(world: PeopledWorld, groupIds: Readonly<Record<string, string>>): Truth {
  const path = tracePath(world.start, flowTo(world, world.scenario.podB.port));
  const blockers = filterHops(path)
    .filter(({ verdict }) => verdict.action === "drop")
    .map((hop) => ({
      eniId: hop.eniId,
      nodeName: hop.nodeName,
      direction: hop.direction,
      groupIds: blamedGroups(hop).map((key) => groupIds[key] ?? key),
      rule: hop.verdict.rule,
    }));
  const { kind } = path.disposition;
  const outcome = kind === "delivered" ? "connected" : kind === "refused" ? "refused" : "timed-out";
  return { outcome, blockers };
}

/** The implicit drop stands after all groups, so that each of them could have let the flow by. */
function blamedGroups({ groupIds, verdict }: FilterHop): readonly string[] {
  return verdict.groupId === null ? groupIds : [verdict.groupId];
}

/** A prediction counts once, and only from before the first probe; behind a diagnosis it is late, whatever it says of itself. */
function foreseen(answers: readonly Answer[], { outcome }: Truth): DiagnosisPart["status"] {
  const prediction = answers.find((answer) => answer.kind === "prediction");
  if (prediction === undefined) return "open";
  const isBehind = answers.indexOf(prediction) > answers.findIndex(({ kind }) => kind === "diagnosis");
  const late = prediction.late || (isBehind && firstDiagnosis(answers) !== undefined);
  return late ? "late" : verdictOf(prediction.outcome === outcome);
}

function verdictOf(right: boolean | undefined): DiagnosisPart["status"] {
  return right === undefined ? "open" : right ? "right" : "wrong";
}

function isRight(id: DiagnosisPartId, blame: Blame | null, { blockers }: Truth): boolean {
  if (blame === null || blockers.length === 0) return blame === null && blockers.length === 0;
  const at = blockers.find(({ eniId, direction }) => eniId === blame.eniId && direction === blame.direction);
  if (id === "interface") return at !== undefined;
  // Where one group is on every interface, its name is right even at the wrong one.
  if (id === "group") return blockers.some(({ groupIds }) => groupIds.includes(blame.groupId));
  return at !== undefined && at.groupIds.includes(blame.groupId) && at.rule === blame.rule;
}

function describe({ blockers }: Truth): Text {
  if (blockers.length === 0)
    return say(
      "网络是通的：被拒绝说明包到了，只是没人监听",
      "the network is fine: a refusal means that the packet arrived and nothing listens",
    );
  const told = blockers.map(({ eniId, nodeName, direction, groupIds, rule }) => {
    const at = say(
      `节点 ${nodeName} 的 ${eniId} ${WAYS[direction].zh}`,
      `${WAYS[direction].en} at ${eniId} of node ${nodeName}`,
    );
    return rule === null
      ? say(
          `${at.zh}：${groupIds.join("、")} 没有匹配的规则，走到默认拒绝`,
          `${at.en}: no rule of ${groupIds.join(", ")} matches, so the implicit drop decides`,
        )
      : say(
          `${at.zh}：被 ${groupIds.join("、")} 的规则 ${rule} 丢弃`,
          `${at.en}: dropped by rule ${rule} of ${groupIds.join(", ")}`,
        );
  });
  return say(told.map(({ zh }) => zh).join("；"), told.map(({ en }) => en).join("; "));
}

/**
 * Does a file's own result disagree with what its answers and hints come to? Then one of them was changed after it was written,
 * and nobody can say which.
 */
export function contradicts(stated: DiagnosisScore | null, kept: DiagnosisScore | null): boolean {
  return JSON.stringify(essence(stated)) !== JSON.stringify(essence(kept));
}

function essence(score: DiagnosisScore | null) {
  if (score === null) return null;
  const { parts, hints, score: points } = score;
  return [
    parts.map(({ id, status, earned }) => [id, status, earned]),
    hints.read,
    hints.cost,
    points.earned,
    points.outOf,
  ];
}

/** The same for one who has a state and no world of it; null while a Pod is missing. */
export function diagnose(
  scenario: Scenario,
  snapshot: Snapshot,
  groupIds: Readonly<Record<string, string>>,
  told: Told,
): DiagnosisScore | null {
  const world = makeWorld(scenario, snapshot);
  return isPeopled(world) ? scoreDiagnosis(world, groupIds, told) : null;
}
