import type { Observation } from "@podpath/access-path";
import type { Command, Context } from "../context.ts";
import { noteProbe } from "../grading/attempt.ts";
import { EXIT } from "../lab-error.ts";
import { openLab, type Lab } from "../lab.ts";
import { drillTarget, probe, type ProbeResult } from "../probe.ts";
import { message, type Text } from "../text/translate.ts";

/** Long enough for a SYN and one retry, short enough for a person. */
const CONNECT_TIMEOUT_S = 3;

export const probeCommand: Command = {
  name: "probe",
  group: "look",
  usage: "",
  summary: message("probe.summary"),
  details: message("probe.details"),
  async run(context) {
    const lab = await openLab(context);
    const result = await probe(lab, await drillTarget(lab), {
      connectTimeoutS: CONNECT_TIMEOUT_S,
      kube: await lab.kube(),
    });
    noteProbe(context.folder);
    const { observation } = result;
    const dataPlane = placeOf(lab);
    if (context.output.json) context.output.answer({ dataPlane, observation, command: result.command });
    else show(context, result, dataPlane === "simulated");
    return observation.outcome.kind === "connected" ? EXIT.passed : EXIT.notYet;
  },
};

/** What the packet of a probe went through. */
function placeOf({ record, supervisor }: Lab): "kernel" | "simulated" | "cloud" {
  return record.real ? "cloud" : supervisor.hello.dataPlane.kind;
}

function show({ output }: Context, { observation, command, complaint }: ProbeResult, simulated: boolean): void {
  const { from, to } = observation;
  output.line(
    output.dim(
      `$ kubectl exec ${from.pod} -- ${command
        .filter((word) => !word.includes("%{"))
        .join(" ")
        .replace(" -w", "")}`,
    ),
  );
  if (complaint) output.line(complaint);
  output.say(message("probe.who", { pod: from.pod, from: from.address, to: to.address, port: to.port }));
  output.say(describeOutcome(observation, simulated));
  if (simulated) output.say(message("probe.simulated"));
}

/** @param simulated whether waiting was fast-forwarded: how long it took here then says nothing */
export function describeOutcome({ outcome, to }: Observation, simulated = false): Text {
  switch (outcome.kind) {
    case "connected":
      return message("probe.connected", { status: outcome.httpStatus ?? "?" });
    case "refused":
      return message("probe.refused", { port: to.port });
    case "timed-out":
      if (simulated) return message("probe.timed-out.simulated");
      return message("probe.timed-out", { seconds: (outcome.afterMs / 1000).toFixed(1) });
    case "failed":
      return message("probe.failed", { reason: outcome.message });
    default:
      return outcome satisfies never;
  }
}
