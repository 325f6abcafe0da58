import { toJson, type Answer, type Grade, type HintRead, type Submission, type SubmittedCall } from "@podpath/checker";
import type { AuditRecord, KubeWrite } from "@podpath/emulator";
import type { readOutputs } from "@podpath/infra";
import { LabError } from "../lab-error.ts";
import type { Lab } from "../lab.ts";
import { message } from "../text/translate.ts";
import { nameThings } from "./names.ts";

export interface Made {
  /** Request id of the last call that built the drill. */
  readonly builtBy: string | null;
  readonly outputs: NonNullable<ReturnType<typeof readOutputs>>;
  readonly answers: readonly Answer[];
  readonly hints: readonly HintRead[];
  readonly grade: Grade;
  readonly learner: string | null;
  readonly seed: number | null;
  readonly versions: Submission["versions"];
  readonly submittedAt: string;
}

/** Everything another machine needs to do again what the learner did. @throws LabError when the trail is no longer whole */
export async function makeSubmission(lab: Lab, made: Made): Promise<Submission> {
  const trail = await lab.supervisor.control.audit(lab.record.account);
  const { learner, seed, versions, submittedAt, answers, hints } = made;
  return {
    schema: "podpath.submission/1",
    scenario: lab.scenario.id,
    seed,
    learner,
    submittedAt,
    versions,
    names: nameThings(made.outputs, await lab.snapshot()),
    calls: ownCalls(trail, made.builtBy),
    answers,
    hints,
    preview: toJson(made.grade),
  };
}

/** What changed something since the drill stood, and succeeded. */
export function ownCalls(trail: readonly AuditRecord[], builtBy: string | null): readonly SubmittedCall[] {
  const changes = trail.filter(
    ({ changes: some, errorCode, principal }) => some && errorCode === null && principal === "learner",
  );
  const built = changes.findIndex(({ requestId }) => requestId === builtBy);
  if (built === -1)
    throw new LabError("TrailIncomplete", message("submit.incomplete"), message("submit.incomplete.hint"), 1);
  return changes.slice(built + 1).map(toCall);
}

function toCall({ action, version, request, answer }: AuditRecord): SubmittedCall {
  const [product, name] = action.split(".", 2) as [string, string];
  if (product !== "kube") return { api: "cloud", product, version, action: name, request, answer };
  const { path, query, contentType, body } = request as KubeWrite;
  if (body === null)
    throw new LabError("CallNotKept", message("submit.not-kept", { path }), message("submit.not-kept.hint"), 1);
  const method = name as "POST" | "PUT" | "PATCH" | "DELETE";
  return { api: "kube", method, path, query, contentType, body };
}
