import type { Address } from "@podpath/access-path";
import type { Attempt } from "../network.ts";
import type { CommandContext } from "../shell/command.ts";
import { fastForwardLine } from "../voice.ts";

/** Open a TCP connection for a program. A wait that was skipped is owned up to at once, whatever the program goes on to say. */
export async function dial(context: CommandContext, to: Address, port: number, limitMs: number): Promise<Attempt> {
  const { surroundings, place } = context.shell;
  const attempt = await surroundings.network.connect(context.job, place.machine(), to, port, limitMs);
  if (attempt.kind !== "unreachable" && attempt.afterMs > 0) context.stderr.write(fastForwardLine(attempt.afterMs));
  return attempt;
}
