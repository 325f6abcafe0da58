import type { EngineEvent, OpType } from "@pulumi/pulumi/automation/index.js";
import type { Action } from "../engine/job.ts";
import { spokenLabelOf } from "../engine/subject.ts";
import type { RealProgress } from "./real-run.ts";

const ACTIONS: Readonly<Partial<Record<OpType, Action>>> = {
  create: "create",
  "create-replacement": "create",
  update: "update",
  replace: "replace",
  delete: "delete",
  "delete-replaced": "delete",
  same: "same",
};

/** Turns Pulumi's engine events into the lab's own progress, and keeps what the engine complained about. */
export function followEvents(report: (progress: RealProgress) => void) {
  const complaints: string[] = [];
  const started = new Map<string, number>();
  const say = (phase: RealProgress["phase"], { urn, type, op }: { urn: string; type: string; op: OpType }): void => {
    const action = ACTIONS[op];
    if (action === undefined || !type.startsWith("tencentcloud:")) return;
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    if (phase === "started") started.set(urn, performance.now());
    const ms = phase === "started" ? 0 : Math.round(performance.now() - (started.get(urn) ?? performance.now()));
    report({ label: spokenLabelOf({ urn, type, name }), action, phase, ms });
  };
  return {
    complaints: () => complaints.join("\n"),
    listen(event: EngineEvent): void {
      if (event.resourcePreEvent) say("started", event.resourcePreEvent.metadata);
      if (event.resOutputsEvent) say("done", event.resOutputsEvent.metadata);
      if (event.resOpFailedEvent) say("failed", event.resOpFailedEvent.metadata);
      if (event.diagnosticEvent?.severity === "error") complaints.push(event.diagnosticEvent.message.trim());
    },
  };
}
