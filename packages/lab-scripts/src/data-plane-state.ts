import type { DataPlaneState } from "./supervisor/protocol.ts";
import { message, type Text } from "./text/translate.ts";

/** The one line that every report carries: what drops the packets; of a simulation, why, and how to change it. */
export function describeDataPlane({ kind, why }: DataPlaneState, invocation: string): Text {
  if (kind === "kernel") return message("dataplane.kernel");
  const reason = message(`dataplane.why.${why ?? "asked"}`);
  const change = message(changeOf(why), { invocation });
  const head = message("dataplane.simulated", { why: "@" });
  return {
    zh: `${head.zh.replace("@", reason.zh)}${change.zh}`,
    en: `${head.en.replace("@", reason.en)} ${change.en}`,
  };
}

function changeOf(why: DataPlaneState["why"]) {
  if (why === "asked" || why === null) return "dataplane.change.asked";
  return why === "not-linux" ? "dataplane.change.not-linux" : "dataplane.change.doctor";
}
