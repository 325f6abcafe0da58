import type { Say } from "../messages/messages.ts";
import type { LiveMessages } from "./messages/live-messages.ts";
import type { Reply } from "./protocol.ts";

/** Why nothing came of it, in words; null when something did. */
export function complaintOf(reply: Reply, messages: LiveMessages, say: Say): string | null {
  switch (reply.kind) {
    case "done":
      return null;
    case "busy":
      return messages.busy;
    case "broken-off":
      return messages.brokenOff;
    case "lost":
      return messages.didNotReach;
    case "refused": {
      const { message, hint } = reply.problem;
      return [message, hint].flatMap((text) => (text === null ? [] : [say(text)])).join(" ");
    }
    default:
      return reply satisfies never;
  }
}
