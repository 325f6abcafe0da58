import { commandLine } from "@podpath/scenarios";
import type { Comparison } from "../compare.ts";
import type { ProbeResult } from "../evidence.ts";
import { NOTHING, say, verbatim } from "../judgement.ts";
import type { Case, Judgement } from "../judgement.ts";
import { describeOutcome } from "../outcome.ts";
import { addressOf, isPeopled } from "../world.ts";
import type { PeopledWorld } from "../world.ts";
import { whereItDied } from "./where-it-died.ts";

/** Does a real connection from Pod A get an answer, and from Pod B itself? */
export function connects(the: Case): Judgement {
  const { world } = the;
  if (!isPeopled(world)) return missingPod(the);
  const { port } = world.scenario.podB;
  const expected = say(
    `Pod A（${addressOf(world.podA)}）能连上 Pod B（${addressOf(world.podB)}）的 TCP ${port}，应答的是 Pod B 本身`,
    `Pod A (${addressOf(world.podA)}) connects to TCP ${port} of Pod B (${addressOf(world.podB)}), and Pod B itself answers`,
  );
  const probe = the.probe("symptom");
  if (probe === undefined || !isAbout(probe, world)) return { expected, ...noProbe(probe) };
  return { expected, ...judge(the, probe, the.comparison("symptom")!) };
}

type Rest = Omit<Judgement, "expected">;

function missingPod({ world }: Case): Judgement {
  const { scenario } = world;
  const gone = (["podA", "podB"] as const).filter((actor) => world[actor] === null).map((actor) => scenario[actor]);
  const selectors = gone.map(({ labelSelector }) => labelSelector).join(", ");
  const lines = gone.map(({ namespace, labelSelector }) =>
    commandLine({
      kind: "kubectl",
      args: ["get", "pods", "-n", namespace, "-o", "wide", "-l", labelSelector],
      expectExit: 0,
    }),
  );
  return {
    status: "fail",
    expected: say("Pod A 和 Pod B 都在运行，并且都有 IP", "Pod A and Pod B run and have an address each"),
    observed: say(`没有找到带标签 ${selectors} 的 Pod`, `no Pod with the labels ${selectors}`),
    whereToLook: verbatim(lines.join("\n")),
  };
}

/** A probe of other addresses was made before a Pod was replaced. */
function isAbout({ observation }: ProbeResult, world: PeopledWorld): boolean {
  const { from, to } = observation;
  return (
    from.address === addressOf(world.podA) &&
    to.address === addressOf(world.podB) &&
    to.port === world.scenario.podB.port
  );
}

function noProbe(probe: ProbeResult | undefined): Rest {
  return {
    status: "inconclusive",
    observed:
      probe === undefined
        ? say("没有做探测", "no probe was made")
        : say("探测用的地址已经不是现在这两个 Pod 的", "the probe was about addresses that the Pods no longer have"),
    whereToLook: say("再跑一次 check", "run check again"),
  };
}

function judge(the: Case, probe: ProbeResult, comparison: Comparison): Rest {
  const { outcome } = probe.observation;
  const observed = describeOutcome(outcome, the.evidence.dataPlane);
  switch (outcome.kind) {
    case "connected":
      return connected(the, probe, comparison);
    case "failed":
      if (outcome.exitCode === null)
        return {
          status: "inconclusive",
          observed,
          whereToLook: say("./lab doctor 看环境", "./lab doctor looks at the environment"),
        };
      return {
        status: "fail",
        observed,
        whereToLook: say("先让 curl 在 Pod A 里跑得起来", "get curl to run in Pod A first"),
      };
    case "refused":
    case "timed-out":
      return { status: "fail", observed, whereToLook: whereItDied(comparison, the.reveal) };
    default:
      return outcome satisfies never;
  }
}

const TRANSLATED = say(
  "Pod A 或它的节点上的地址转换、代理和路由",
  "address translation, proxies and routes in Pod A or on its node",
);

function connected(
  { evidence }: Case,
  { seenByTarget, seenFrom, observation }: ProbeResult,
  comparison: Comparison,
): Rest {
  const observed = describeOutcome(observation.outcome, evidence.dataPlane);
  const { address } = observation.from;
  if (seenFrom !== null && seenFrom !== address)
    return {
      status: "fail",
      observed: say(
        `连上了，但 Pod B 的日志里，来的是 ${seenFrom}，不是 Pod A 自己的 ${address}`,
        `connected, but by Pod B's log ${seenFrom} asked, not Pod A's own ${address}`,
      ),
      whereToLook: TRANSLATED,
    };
  if (seenByTarget === true && comparison.kind === "endpoint")
    return {
      status: "fail",
      observed: say(
        `连上了，但从 Pod A 的网卡出来的不是发往 TCP ${observation.to.port} 的包：路上被改写过`,
        `connected, but no packet to TCP ${observation.to.port} came out of Pod A's interface: it was rewritten before`,
      ),
      whereToLook: TRANSLATED,
    };
  if (seenByTarget === true) return { status: "pass", observed, whereToLook: NOTHING };
  if (seenByTarget === null)
    return {
      status: "inconclusive",
      observed: say(
        "连上了，但读不到 Pod B 的日志，无法确认是谁应答的",
        "connected, but Pod B's log couldn't be read, so nobody knows who answered",
      ),
      whereToLook: say(
        "再跑一次 check；仍然如此就看 ./lab doctor",
        "run check again; if it stays so, see ./lab doctor",
      ),
    };
  return {
    status: "fail",
    observed: say(
      "有人应答了，但 Pod B 的日志里没有这次请求",
      "something answered, but Pod B's own log never saw this request",
    ),
    whereToLook: say(
      "Pod A 里的代理变量、hosts、iptables，或者被换掉的 curl",
      "in Pod A: proxy variables, hosts file, iptables, or a curl that was replaced",
    ),
  };
}
