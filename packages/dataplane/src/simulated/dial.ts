import type { Address } from "@podpath/access-path";
import type { Job } from "./job.ts";
import type { Attempt } from "./network.ts";
import type { Shell } from "./shell/shell.ts";
import type { Output } from "./streams.ts";
import { fastForwardLine } from "./voice.ts";

/** Open a TCP connection for a program. A wait that was skipped is owned up to at once, whatever the program goes on to say. */
export async function dial(
  { surroundings, place }: Shell,
  stderr: Output,
  job: Job,
  to: Address,
  port: number,
  limitMs: number,
): Promise<Attempt> {
  const attempt = await surroundings.network.connect(job, place.machine(), to, port, limitMs);
  if (attempt.kind !== "unreachable" && attempt.afterMs > 0) {
    stderr.write(fastForwardLine(attempt.afterMs, surroundings.voice));
  }
  return attempt;
}

/** The kernel's words for it. */
export function describeFailure(attempt: Exclude<Attempt, { kind: "connected" }>): string {
  switch (attempt.kind) {
    case "refused":
      return "Connection refused";
    case "timed-out":
      return "Connection timed out";
    case "unreachable":
      return "Network is unreachable";
    default:
      return attempt satisfies never;
  }
}
