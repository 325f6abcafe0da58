import type { Command } from "../context.ts";
import { describeDataPlane } from "../data-plane-state.ts";
import { guideAddress } from "../guide-address.ts";
import { invitePrediction } from "../grading/invite-prediction.ts";
import { EXIT } from "../lab-error.ts";
import { describeSituation } from "../bring-up.ts";
import { openLab } from "../lab.ts";
import { readStatus, type ActorStatus, type LabStatus } from "../status.ts";
import { nextOf } from "./up.ts";
import { message, type Text } from "../text/translate.ts";

export const status: Command = {
  name: "status",
  group: "life",
  usage: "[--brief] [--json]",
  options: { brief: { type: "boolean" } },
  summary: message("status.summary"),
  details: message("status.details"),
  async run(context, _words, values) {
    const { output, folder } = context;
    const lab = await openLab(context);
    const now = await readStatus(lab, folder.path("kubeconfig"));
    if (output.json) {
      output.answer(now);
      return EXIT.passed;
    }
    const seed = now.seed === null ? "" : ` · --seed ${now.seed}`;
    output.prose(`${lab.scenario.id} · ${output.pick(lab.scenario.title)}${seed}`);
    if (values["brief"] === true) {
      const page = now.endpoints.page;
      const situation = await describeSituation(context, lab);
      output.say(situation.text);
      output.say(describePlace(now, context.invocation));
      if (!situation.mended) invitePrediction(context, lab.scenario);
      output.say(message(nextOf(situation, now.dataPlane), { invocation: context.invocation }));
      if (page) output.say(message("up.page", { page: output.pick(guideAddress(page)) }));
      return EXIT.passed;
    }
    output.say(describePlace(now, context.invocation));
    output.line();
    output.table(
      [
        [
          "",
          output.pick(message("status.pod")),
          "IP",
          output.pick(message("status.node")),
          output.pick(message("status.eni")),
          output.pick(message("status.groups")),
        ],
        row("podA", now.podA),
        row("podB", now.podB),
      ],
      { head: true },
    );
    output.line();
    if (
      now.podA &&
      now.podB &&
      now.podA.securityGroups.join() === now.podB.securityGroups.join() &&
      now.podA.securityGroups.length > 0
    ) {
      output.say(message(now.real?.groupsSet.length ? "real.same-group" : "status.same-group"));
    }
    if (now.eniSecurityGroups === "off") output.say(message("status.feature-off"));
    output.table([
      [output.pick(message("status.cloud-api")), now.endpoints.cloud],
      [output.pick(message("status.kube-api")), now.endpoints.kubernetes],
      ["kubeconfig", now.kubeconfig],
      ...(now.endpoints.page
        ? [[output.pick(message("status.page")), output.pick(guideAddress(now.endpoints.page))]]
        : []),
    ]);
    return EXIT.passed;
  },
};

/** What carries the packets: a data plane of ours, or a real cluster. */
function describePlace({ real, dataPlane, clusterId, region }: LabStatus, invocation: string): Text {
  if (real === null) return describeDataPlane(dataPlane, invocation);
  return message("real.status", { labId: real.labId, cluster: clusterId ?? "-", region, expiresAt: real.expiresAt });
}

function row(role: string, actor: ActorStatus | null): string[] {
  if (!actor) return [role, "-", "-", "-", "-", "-"];
  return [role, actor.name, actor.ip, actor.node, actor.eni, actor.securityGroups.join(",") || "-"];
}
