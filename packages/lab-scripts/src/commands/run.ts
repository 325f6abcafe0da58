import type { Command, Context } from "../context.ts";
import { bringUp, type Drill } from "../bring-up.ts";
import { EXIT, LabError } from "../lab-error.ts";
import { openLab, requireScenario } from "../lab.ts";
import { refuseReal } from "../real-cluster/up-real.ts";
import { message, type MessageId } from "../text/translate.ts";
import { check } from "./check.ts";
import { down } from "./down.ts";
import { probeCommand } from "./probe.ts";
import { applySolution } from "./solve.ts";
import { chooseDrill, showUp } from "./up.ts";

/** As shells say of a program that Ctrl-C ended: 128 and the signal's number. */
const INTERRUPTED = 130;

export const runStory: Command = {
  name: "run",
  group: "grade",
  usage: "[scenario] [--seed N]",
  options: { seed: { type: "string" } },
  summary: message("run.summary"),
  details: message("run.details"),
  positionals: { min: 0, max: 1 },
  async run(context, [id], values) {
    refuseReal(context);
    if (context.folder.exists("lab.json")) {
      throw new LabError(
        "Busy",
        message("run.busy"),
        message("run.busy.hint", { invocation: context.invocation }),
        EXIT.usage,
      );
    }
    process.once("SIGINT", () => {
      context.output.progress(message("run.interrupted", { invocation: context.invocation }));
      process.exit(INTERRUPTED);
    });
    try {
      return await tell(context, chooseDrill(context, id, values["seed"]));
    } finally {
      title(context, "run.act.down");
      await down.run(context, [], {});
    }
  },
};

/** Each act must end as the story says; the first that doesn't ends it. */
async function tell(context: Context, drill: Drill): Promise<number> {
  const scenario = requireScenario(drill.id, drill.seed);
  // Where the application is to blame, nothing is mended, and the last probe is refused like the first.
  const mended = scenario.cause === "group" ? EXIT.passed : EXIT.notYet;
  title(context, "run.act.up");
  showUp(context, scenario, await bringUp(context, drill, "pods"));
  const acts = [
    ["run.act.broken", EXIT.notYet, () => probeCommand.run(context, [], {})],
    ["run.act.graded", EXIT.notYet, () => check.run(context, [], {})],
    [
      "run.act.fix",
      EXIT.passed,
      () =>
        openLab(context)
          .then((lab) => applySolution(context, lab))
          .then(() => EXIT.passed),
    ],
    ["run.act.works", mended, () => probeCommand.run(context, [], {})],
    ["run.act.passed", EXIT.passed, () => check.run(context, [], {})],
  ] as const satisfies readonly (readonly [MessageId, number, () => Promise<number>])[];
  for (const [act, expected, run] of acts) {
    title(context, act);
    const got = await run();
    if (got === expected) continue;
    const name = context.output.pick(message(act));
    throw new LabError("StoryWentWrong", message("run.unexpected", { act: name, expected, got }), null);
  }
  return EXIT.passed;
}

function title({ output }: Context, id: MessageId): void {
  output.line();
  output.line(output.bold(output.pick(message(id))));
}
