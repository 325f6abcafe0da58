import { InfraError } from "./infra-error.ts";
import type { JsonObject } from "./json.ts";
import { handlerOf } from "./resources/index.ts";
import type { Run } from "./run.ts";
import { attempt } from "./step.ts";
import { labelOf, spokenLabelOf, type Subject } from "./subject.ts";

/**
 * The thing that a killed run asked for without seeing the answer, looked for by name and place; undefined when its call
 * never arrived.
 *
 * @throws InfraError when several fit: which one is ours cannot be told, and a stranger's is never touched
 */
export async function findUnseen(
  run: Run,
  subject: Subject & { readonly inputs: JsonObject },
): Promise<string | undefined> {
  const found = await attempt("adopt", subject, () => handlerOf(subject.type).find(run.cloud, subject.inputs));
  const taken = new Set([...run.state.all(), ...run.state.doomed()].map((one) => one.id));
  const candidates = found.filter((id) => !taken.has(id));
  if (candidates.length > 1) throw ambiguous(subject, candidates);
  return candidates[0];
}

function ambiguous(wanted: Subject, ids: readonly string[]): InfraError {
  const label = spokenLabelOf(wanted);
  return new InfraError({
    code: "Infra.Ambiguous",
    resource: labelOf(wanted),
    text: {
      zh: `上次中断时正在创建 ${label.zh}，现在有 ${ids.length} 个同名资源（${ids.join("、")}），无法判断哪一个是它。`,
      en: `The last run stopped while it made ${label.en}, and ${ids.length} things of that name exist now (${ids.join(", ")}): it cannot tell which one it made.`,
    },
    hint: {
      zh: "删除多余的那些，再运行一次 lab up。",
      en: "Delete the ones that are not wanted, then run `lab up` again.",
    },
  });
}
