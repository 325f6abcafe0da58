import { scenarios } from "@podpath/scenarios";
import { bringUp, type Drill, type Situation, type UpResult } from "../bring-up.ts";
import type { Command, Context } from "../context.ts";
import { describeDataPlane } from "../data-plane-state.ts";
import { guideAddress } from "../guide-address.ts";
import { invitePrediction } from "../grading/invite-prediction.ts";
import { EXIT, usageError } from "../lab-error.ts";
import { isLabRecord, requireScenario } from "../lab.ts";
import { REAL_OPTIONS } from "../real-cluster/plan-deployment.ts";
import { isReal, upReal } from "../real-cluster/up-real.ts";
import { readSettings } from "../settings.ts";
import type { DataPlaneState } from "../supervisor/protocol.ts";
import { message, type MessageId, type Text } from "../text/translate.ts";

export const DEFAULT_SCENARIO = "vpc-cni-pod-to-pod";
const WIDEST_ID = Math.max(...scenarios.map(({ id }) => id.length));

export const up: Command = {
  name: "up",
  group: "life",
  usage: "[scenario] [--seed N] [--empty | --no-pods]",
  summary: message("up.summary"),
  details: joined(message("up.details"), drillList(), message("real.up-details")),
  options: {
    seed: { type: "string" },
    empty: { type: "boolean" },
    "no-pods": { type: "boolean" },
    ...REAL_OPTIONS,
  },
  positionals: { min: 0, max: 1 },
  async run(context, [id], values) {
    const drill = chooseDrill(context, id, values["seed"]);
    // Before a language was chosen, the first line speaks both.
    if (!context.options.json && readSettings(context.folder).language === null)
      context.output.progress(message("up.both-languages"));
    if (isReal(context)) return upReal(context, drill, values);
    refuseRealOptions(values);
    const extent = values["empty"] === true ? "account" : values["no-pods"] === true ? "cloud" : "pods";
    const result = await bringUp(context, drill, extent);
    const scenario = requireScenario(drill.id, drill.seed);
    if (context.output.json) context.output.answer({ scenario: drill.id, seed: drill.seed, ...result });
    else showUp(context, scenario, result);
    return EXIT.passed;
  },
};

/** Nobody who names a cluster wants a sandbox. `--yes` agrees to nothing here, and scripts may always say it. */
function refuseRealOptions(values: Parameters<Command["run"]>[2]): void {
  const name = Object.keys(REAL_OPTIONS).find((option) => option !== "yes" && values[option] !== undefined);
  if (name === undefined) return;
  throw usageError("RealOption", message("up.real-option", { name }), message("up.real-option.hint"));
}

/** What was asked for; else the drill that is up, with its seed; else the base one as written. */
export function chooseDrill({ folder }: Context, id: string | undefined, seed: string | boolean | undefined): Drill {
  const known = folder.readJson("lab.json", isLabRecord);
  const chosen = id ?? known?.scenario ?? DEFAULT_SCENARIO;
  const kept = known?.scenario === chosen ? (known.seed ?? null) : null;
  const drill = { id: chosen, seed: readSeed(seed) ?? kept };
  requireScenario(drill.id, drill.seed);
  return drill;
}

/** @throws LabError (usage) */
export function readSeed(value: string | boolean | undefined): number | null {
  if (value === undefined) return null;
  const seed = Number(value);
  if (/^\d{1,10}$/.test(String(value)) && seed <= 4_294_967_295) return seed;
  throw usageError("BadSeed", message("seed.bad", { value: String(value) }));
}

export function showUp(context: Context, scenario: ReturnType<typeof requireScenario>, result: UpResult): void {
  const { output, invocation } = context;
  output.prose(output.bold(`${scenario.id} · ${output.pick(scenario.title)}`));
  if (result.drift.length > 0) {
    output.say(message("up.drift", { invocation }));
    for (const text of result.drift) output.prose(`  ${output.pick(text)}`);
  }
  const { situation, extent } = result;
  if (situation) output.say(situation.text);
  output.say(describeDataPlane(result.dataPlane, invocation));
  if (situation?.mended === false) invitePrediction(context, scenario);
  output.say(message(extent === "pods" ? nextOf(situation, result.dataPlane) : `up.next.${extent}`, { invocation }));
  if (result.page) output.say(message("up.page", { page: output.pick(guideAddress(result.page)) }));
}

/** What to do next once the Pods are there. */
export function nextOf(situation: Situation | null, { kind }: DataPlaneState): MessageId {
  if (situation?.mended) return "up.next.mended";
  return kind === "simulated" ? "up.next.simulated" : "up.next.pods";
}

/** Every drill with its title, the one that is taken unless said first. */
function drillList(): Text {
  const list = (language: keyof Text): string =>
    scenarios.map(({ id, title }) => `  ${id.padEnd(WIDEST_ID)}  ${title[language]}`).join("\n");
  return joined(message("up.drills"), { zh: list("zh"), en: list("en") });
}

function joined(...texts: readonly Text[]): Text {
  return { zh: texts.map(({ zh }) => zh).join("\n"), en: texts.map(({ en }) => en).join("\n") };
}
