import type { Outcome } from "@podpath/access-path";
import type { Text } from "@podpath/scenarios";
import type { Evidence } from "./evidence.ts";
import { say } from "./judgement.ts";

/** curl counts its limit in whole seconds; a wait that ended sooner was ended by whoever knew that nothing would come. */
const SHORTEST_WAIT_MS = 900;

/** Why nobody waited on: the kernel's counters had moved, or the simulation lets its time pass at once. */
const CUT_SHORT: Readonly<Record<Evidence["dataPlane"], Text>> = {
  kernel: say(
    "没有回应：计数器看到 SYN 被丢弃，没有再等下去",
    "silence: the counters saw the SYN dropped, so nobody waited on",
  ),
  simulated: say(
    "没有回应，会一直等到超时（curl 退出码 28；模拟的等待是快进的）",
    "silence until it times out (curl exit status 28; a simulated wait is fast-forwarded)",
  ),
  cloud: say("没有回应（curl 退出码 28）", "silence (curl exit status 28)"),
};

/** An outcome as an operator says it, with curl's exit status. */
export function describeOutcome(outcome: Outcome, dataPlane: Evidence["dataPlane"]): Text {
  switch (outcome.kind) {
    case "connected":
      return say(
        `连上了，HTTP ${outcome.httpStatus ?? "无应答码"}`,
        `connected, HTTP ${outcome.httpStatus ?? "without a status"}`,
      );
    case "refused":
      return say("连接被拒绝（curl 退出码 7）", "connection refused (curl exit status 7)");
    case "timed-out": {
      if (outcome.afterMs < SHORTEST_WAIT_MS) return CUT_SHORT[dataPlane];
      const seconds = (outcome.afterMs / 1000).toFixed(1);
      return say(`${seconds} 秒没有任何回应（curl 退出码 28）`, `silence for ${seconds} s (curl exit status 28)`);
    }
    case "failed":
      return say(
        `探测没做成（退出码 ${outcome.exitCode ?? "无"}）：${outcome.message}`,
        `the attempt itself failed (exit status ${outcome.exitCode ?? "none"}): ${outcome.message}`,
      );
    default:
      return outcome satisfies never;
  }
}
