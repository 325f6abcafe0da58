import {
  DIRECTION,
  editSentence,
  explain as explainFlow,
  nearMissSentence,
  sentence,
  type Flow,
} from "@podpath/access-path";
import { expand } from "@podpath/scenarios";
import type { Command } from "../context.ts";
import { noteTold } from "../grading/attempt.ts";
import { EXIT } from "../lab-error.ts";
import { openLab } from "../lab.ts";
import { placeholderValues } from "../placeholders.ts";
import { drillTarget } from "../probe.ts";
import { message } from "../text/translate.ts";

export const explain: Command = {
  name: "explain",
  group: "mend",
  usage: "",
  summary: message("explain.summary"),
  details: message("explain.details"),
  async run(context) {
    const { output, folder } = context;
    const lab = await openLab(context);
    const { from, to } = await drillTarget(lab);
    const flow: Flow = { protocol: "tcp", source: from.address, destination: to.address, destinationPort: to.port };
    const explained = explainFlow(await lab.snapshot(), flow);
    const cost = noteTold(folder, 3, lab.scenario.grading);
    if (output.json) {
      output.answer(explained);
      return EXIT.passed;
    }
    for (const { reason, nearMisses } of explained.blockers) {
      output.prose(`✗ ${output.pick(sentence(reason))}`);
      for (const miss of nearMisses) output.prose(`    ${output.pick(nearMissSentence(miss))}`);
    }
    for (const edit of explained.fix ?? []) output.prose(`→ ${output.pick(editSentence(edit))}`);
    if (explained.blockers.length === 0) {
      output.prose(`✓ ${output.pick(sentence(explained.reason))}`);
      for (const { hop, groupId, rule } of explained.needed) {
        output.say(
          message("explain.needed", { eni: hop.eniId, direction: DIRECTION[hop.direction], group: groupId, rule }),
        );
      }
      output.say(message("explain.if-silent", { invocation: context.invocation }));
      output.line();
      output.prose(expand(output.pick(lab.scenario.debrief), await placeholderValues(lab, folder)));
    }
    if (cost > 0) output.say(message("hint.counts-as", { layer: 3, cost }));
    return EXIT.passed;
  },
};
