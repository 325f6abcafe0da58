import { noPods, NOTHING, say } from "../judgement.ts";
import type { Case, Judgement } from "../judgement.ts";
import { describeOutcome } from "../outcome.ts";
import { isPeopled } from "../world.ts";

/**
 * A port that no right fix opens must be silent, seen by a real packet. A refusal counts as open: the groups let the SYN by and
 * only the application said no. Silence alone proves nothing, so the symptom's own connection is the positive control.
 */
export function stillBlocked({ world, probe }: Case): Judgement {
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
  const observed = describeOutcome(outcome);
  switch (outcome.kind) {
    case "timed-out":
      return { status: "pass", expected, observed, whereToLook: NOTHING };
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
