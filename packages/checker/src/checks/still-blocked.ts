import { filterHops } from "@podpath/access-path";
import type { Comparison } from "../compare.ts";
import { noPods, NOTHING, say } from "../judgement.ts";
import type { Case, Judgement } from "../judgement.ts";
import { describeOutcome } from "../outcome.ts";
import { isPeopled } from "../world.ts";
import type { PeopledWorld } from "../world.ts";

/**
 * A port that no right fix opens must be silent, seen by a real packet. A refusal counts as open: the groups let the SYN by and
 * only the application said no. Silence alone proves nothing: the symptom's own connection is the positive control, and the drop
 * must be that of the interface that is judged, not of another one behind it.
 */
export function stillBlocked({ world, evidence, probe, comparison }: Case): Judgement {
  const result = probe("still-blocked");
  const port = result?.observation.to.port;
  const expected = say(
    `不需要的端口${port === undefined ? "" : `（TCP ${port}）`}从 Pod A 仍然连不上，没有回应`,
    `a port that nobody needs${port === undefined ? "" : ` (TCP ${port})`} stays silent for Pod A`,
  );
  if (!isPeopled(world)) return noPods(expected);
  const control = probe("symptom")?.observation.outcome.kind === "connected";
  if (!control || result === undefined)
    return {
      status: "skipped",
      expected,
      observed: control
        ? say("没有做这个探测", "this probe wasn't made")
        : say("还没连通，没有对照", "nothing connects yet, so there is no control"),
      whereToLook: NOTHING,
    };
  const { outcome } = result.observation;
  const observed = describeOutcome(outcome, evidence.dataPlane);
  switch (outcome.kind) {
    case "timed-out": {
      const passed = isPassedOn(world, comparison("still-blocked"));
      if (!passed) return { status: "pass", expected, observed, whereToLook: NOTHING };
      return { status: "fail", expected, observed: describePassedOn(world), whereToLook: NARROW };
    }
    case "connected":
    case "refused":
      return {
        status: "fail",
        expected,
        observed,
        whereToLook: say(
          "有回应就说明安全组放行了，被拒绝只是因为没人监听：收紧端口范围",
          "an answer means that the groups let it by; a refusal only that nothing listens: narrow the ports",
        ),
      };
    case "failed":
      return { status: "skipped", expected, observed, whereToLook: say("再跑一次 check", "run check again") };
    default:
      return outcome satisfies never;
  }
}

const NARROW = say("收紧这张网卡上的端口范围", "narrow the ports at this interface");

/** Does the interface that is judged let it by, so that only a later one stops it? Model and counters have agreed on the way. */
function isPassedOn({ scenario, ...world }: PeopledWorld, compared: Comparison | undefined): boolean {
  const { at, direction } = scenario.needed;
  const hop = compared && filterHops(compared.path).find((one) => one.eniId === world[at].eni.id);
  return hop !== undefined && hop.direction === direction && hop.verdict.action === "accept";
}

function describePassedOn({ scenario, ...world }: PeopledWorld): Judgement["observed"] {
  const { id } = world[scenario.needed.at].eni;
  return say(
    `没有回应，但 ${id} 已经放行，是后面的安全组拦下的`,
    `silence, but ${id} lets it by: a group further on stops it`,
  );
}
