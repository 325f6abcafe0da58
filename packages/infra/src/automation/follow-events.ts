import type { EngineEvent, OpType } from "@pulumi/pulumi/automation/index.js";
import type { Action } from "../engine/job.ts";
import { spokenLabelOf } from "../engine/subject.ts";
import type { RealProgress, RealResult } from "./real-run.ts";

const ACTIONS: Readonly<Partial<Record<OpType, Action>>> = {
  create: "create",
  "create-replacement": "replace",
  update: "update",
  replace: "replace",
  delete: "delete",
  "delete-replaced": "replace",
  same: "same",
};

/** Of the cloud's own resources: the stack, the provider and our components are nobody's bill. */
const CLOUD_TYPE = "tencentcloud:";

interface Metadata {
  readonly urn: string;
  readonly type: string;
  readonly op: OpType;
}

/** Turns Pulumi's engine events into the lab's own progress, counts resources, and keeps what the engine complained about. */
export function followEvents(report: (progress: RealProgress) => void) {
  const complaints: string[] = [];
  const started = new Map<string, number>();
  const actions = new Map<string, Action>();
  const say = (phase: RealProgress["phase"], { urn, type, op }: Metadata): void => {
    const action = ACTIONS[op];
    if (action === undefined || !type.startsWith(CLOUD_TYPE)) return;
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    if (phase === "started") started.set(urn, performance.now());
    if (phase === "done" || phase === "planned") actions.set(urn, action);
    const ms = phase === "done" || phase === "failed" ? Math.round(performance.now() - (started.get(urn) ?? 0)) : 0;
    report({ label: spokenLabelOf({ urn, type, name }), action, phase, ms });
  };
  return {
    complaints: () => complaints.join("\n"),
    counts(): RealResult["counts"] {
      const all = [...actions.values()];
      const count = (action: Action) => all.filter((one) => one === action).length;
      return {
        create: count("create"),
        update: count("update"),
        replace: count("replace"),
        delete: count("delete"),
        same: count("same"),
      };
    },
    listen(event: EngineEvent): void {
      const { resourcePreEvent: before, resOutputsEvent: after, resOpFailedEvent: failed } = event;
      if (before) say(before.planning ? "planned" : "started", before.metadata);
      // A preview says of each resource that it is done, too.
      if (after && !after.planning) say("done", after.metadata);
      if (failed) say("failed", failed.metadata);
      if (event.diagnosticEvent?.severity === "error") complaints.push(event.diagnosticEvent.message.trim());
    },
  };
}
