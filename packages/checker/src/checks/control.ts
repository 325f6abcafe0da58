import { firstDiagnosis } from "../answers.ts";
import { noPods, NOTHING, say } from "../judgement.ts";
import type { Case, Judgement } from "../judgement.ts";
import { describeOutcome } from "../outcome.ts";
import { isPeopled } from "../world.ts";

/** Where the network is fine, to pass is to say so: a probe alone can't tell who understood a refusal. */
export function saidSo({ evidence }: Case): Judgement {
  const expected = say("结论已经提交，而且是对的", "a conclusion was given, and it is right");
  const given = firstDiagnosis(evidence.answers);
  if (given === undefined)
    return {
      status: "fail",
      expected,
      observed: say("还没有提交结论", "no conclusion was given yet"),
      whereToLook: say("./lab answer --help", "./lab answer --help"),
    };
  if (given.blame === null)
    return {
      status: "pass",
      expected,
      observed: say("说的是网络没有问题", "it says that the network is fine"),
      whereToLook: NOTHING,
    };
  return {
    status: "fail",
    expected,
    observed: say(`说的是 ${given.blame.eniId} 丢了包`, `it says that ${given.blame.eniId} dropped the packet`),
    whereToLook: say(
      "curl 的退出码：7 是有人回了 RST，28 才是没有回音。结论只计第一次；要从头再来：./lab down，再 ./lab up",
      "curl's exit status: 7 means that an RST came back, 28 is silence. The first conclusion counts; to begin anew: ./lab down, then ./lab up",
    ),
  };
}

/** The refusal itself must still be there: who made it connect, or made it silent, has changed something. */
export function refused({ world, evidence, probe }: Case): Judgement {
  const port = world.scenario.podB.port;
  const expected = say(
    `Pod A 访问 TCP ${port} 仍然是被拒绝：该改的是应用，这次不改`,
    `TCP ${port} still refuses Pod A: it is the application that wants mending, and not now`,
  );
  if (!isPeopled(world)) return noPods(expected);
  const outcome = probe("symptom")?.observation.outcome;
  if (outcome === undefined)
    return {
      status: "inconclusive",
      expected,
      observed: say("没有做探测", "no probe was made"),
      whereToLook: say("再跑一次 check", "run check again"),
    };
  const observed = describeOutcome(outcome, evidence.dataPlane);
  if (outcome.kind === "refused") return { status: "pass", expected, observed, whereToLook: NOTHING };
  if (outcome.kind === "failed" && outcome.exitCode === null)
    return {
      status: "inconclusive",
      expected,
      observed,
      whereToLook: say("./lab doctor 看环境", "./lab doctor looks at the environment"),
    };
  return {
    status: "fail",
    expected,
    observed,
    whereToLook: say("./lab reset 还原后再看", "./lab reset takes changes back"),
  };
}
