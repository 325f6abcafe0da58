import { bringUp, type UpResult } from "../bring-up.ts";
import type { Command, Context } from "../context.ts";
import { EXIT } from "../lab-error.ts";
import { requireScenario } from "../lab.ts";
import { readSettings } from "../settings.ts";
import { message } from "../text/translate.ts";

export const DEFAULT_SCENARIO = "vpc-cni-pod-to-pod";

export const up: Command = {
  name: "up",
  group: "life",
  usage: "[scenario] [--empty | --no-pods]",
  summary: message("up.summary"),
  details: message("up.details"),
  options: { empty: { type: "boolean" }, "no-pods": { type: "boolean" } },
  positionals: { min: 0, max: 1 },
  async run(context, [id], values) {
    const scenario = requireScenario(id ?? DEFAULT_SCENARIO);
    // Before a language was chosen, the first line speaks both.
    if (!context.options.json && readSettings(context.folder).language === null)
      context.output.progress(message("up.both-languages"));
    const extent = values["empty"] === true ? "account" : values["no-pods"] === true ? "cloud" : "pods";
    const result = await bringUp(context, scenario, extent);
    if (context.output.json) context.output.answer({ scenario: scenario.id, ...result });
    else showUp(context, scenario, result);
    return EXIT.passed;
  },
};

export function showUp(
  { output, invocation }: Context,
  scenario: ReturnType<typeof requireScenario>,
  result: UpResult,
): void {
  output.line(output.bold(`${scenario.id} · ${output.pick(scenario.title)}`));
  if (result.drift.length > 0) {
    output.say(message("up.drift", { invocation }));
    for (const text of result.drift) output.line(`  ${output.pick(text)}`);
  }
  if (result.symptom) output.say(result.symptom);
  output.say(message(`dataplane.${result.dataPlane.kind}`, { why: result.dataPlane.why ?? "" }));
  output.say(message(`up.next.${result.extent}`, { invocation }));
  if (result.page) output.say(message("up.page", { page: result.page }));
}
