import { printFlow } from "@podpath/access-path";
import type { FilterHop } from "@podpath/access-path";
import type { Text } from "@podpath/scenarios";
import type { Comparison } from "../compare.ts";
import { compareApis } from "../compare-apis.ts";
import type { ApiState, ProbeId } from "../evidence.ts";
import { noPods, NOTHING, say } from "../judgement.ts";
import type { Case, Judgement } from "../judgement.ts";
import { describeOutcome } from "../outcome.ts";
import { isPeopled } from "../world.ts";
import type { PeopledWorld } from "../world.ts";

const PROBES: readonly ProbeId[] = ["symptom", "still-blocked"];

/**
 * Model, packets, counters and APIs must tell one story about the security groups. Where they don't, the lab itself is wrong: no
 * grade is better than a wrong one.
 */
export function witnessesAgree(the: Case): Judgement {
  const expected = say(
    "模型、真实报文、计数器和 API 对安全组的说法一致",
    "model, packets, counters and APIs tell one story about the groups",
  );
  if (!isPeopled(the.world)) return noPods(expected);
  const compared = PROBES.flatMap((id) => {
    const comparison = the.comparison(id);
    return comparison === undefined ? [] : [{ id, comparison }];
  });
  const odd = compared.filter(({ comparison: { kind } }) => kind === "contradict" || kind === "unknown");
  const apis = holdApis(the.evidence.apis, the.world, compared);
  if (odd.length + apis.length > 0)
    return {
      status: "inconclusive",
      expected,
      observed: say(
        "说法不一致，或者有一方没看清；这次不判",
        "they differ, or one of them couldn't see; no grade this time",
      ),
      details: [...odd.map(({ id, comparison }) => tell(the, id, comparison)), ...apis],
      whereToLook: say(
        "再跑一次 check；仍然如此就是 PodPath 的缺陷，请把 check 写下的问题报告发给维护者",
        "run check again; if it stays so it is PodPath's defect: please send the bug report that check wrote",
      ),
    };
  if (compared.length === 0)
    return { status: "skipped", expected, observed: say("没有探测可比", "no probe to compare"), whereToLook: NOTHING };
  return {
    status: "pass",
    expected,
    observed: say(
      `${compared.length} 个探测都一致`,
      `they agree on ${compared.length} ${compared.length === 1 ? "probe" : "probes"}`,
    ),
    whereToLook: NOTHING,
  };
}

type Compared = readonly { readonly id: ProbeId; readonly comparison: Comparison }[];

function holdApis(apis: ApiState, world: PeopledWorld, compared: Compared): readonly Text[] {
  switch (apis.kind) {
    case "read":
      return compareApis(
        world,
        apis.snapshot,
        compared.map(({ comparison }) => comparison.path.flow),
      );
    case "unreadable":
      return [say(`读不到 API：${apis.reason}`, `the APIs couldn't be read: ${apis.reason}`)];
    case "not-asked":
      return [];
    default:
      return apis satisfies never;
  }
}

function tell({ probe, evidence }: Case, id: ProbeId, comparison: Comparison): Text {
  const outcome = describeOutcome(probe(id)!.observation.outcome, evidence.dataPlane);
  const flow = printFlow(comparison.path.flow);
  const { kind } = comparison.path.disposition;
  const at = comparison.kind === "contradict" && comparison.at !== null ? ` @ ${nameOf(comparison.at)}` : "";
  return say(`${flow}：模型 ${kind}${at}，实测 ${outcome.zh}`, `${flow}: model ${kind}${at}, probe ${outcome.en}`);
}

function nameOf({ eniId, direction, verdict }: FilterHop): string {
  return `${eniId}/${verdict.groupId ?? verdict.kind}/${direction}/${verdict.rule ?? "end"}`;
}
