import type { Messages, Say } from "../messages/messages.ts";
import type { Link } from "./connection.ts";
import type { LiveState } from "./live-state.ts";
import type { LiveMessages } from "./messages/live-messages.ts";

/** What every part of the live page gets. */
export interface Talk {
  readonly state: LiveState;
  readonly link: Link | null;
  readonly messages: Messages;
  readonly live: LiveMessages;
  readonly say: Say;
}
