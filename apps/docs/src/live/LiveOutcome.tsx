import { sentence, type Explanation, type Observation } from "@podpath/access-path";
import type { ReactNode } from "react";
import { fill, type MessageId, type Messages, type Say } from "../messages/messages.ts";
import type { LiveState } from "./live-state.ts";
import type { LiveMessages } from "./messages/live-messages.ts";
import type { Outcome } from "./protocol.ts";
import figure from "../access-path/path.module.css";

interface Props {
  readonly explanation: Explanation;
  readonly observation: Observation | null;
  /** Whether the hop and the rule may be named. */
  readonly told: boolean;
  /** After a diagnosis the first guess has been judged. */
  readonly revealed: boolean;
  readonly state: LiveState;
  readonly live: LiveMessages;
  readonly messages: Messages;
  readonly say: Say;
}

/** What was seen, then why; and when the rules would have it otherwise, that. */
export function LiveOutcome(props: Props): ReactNode {
  const { explanation, observation, told, revealed, state, live, messages, say } = props;
  const kind = observation === null ? "waiting" : KINDS[observation.outcome.kind];
  const reason = say(sentence(explanation.reason));
  return (
    <div role="status" className={figure["outcome"]} data-kind={kind}>
      {observation === null ? (
        waitingWords(state, live)
      ) : (
        <>
          <p>{seenWords(observation, live)}</p>
          {!revealed && isOfThisState(observation) && state.prediction !== null && (
            <p>{guessWords(state.prediction, observation, messages, live)}</p>
          )}
          <p>{told ? whyWords(explanation, observation, reason, live) : live.whyLater}</p>
        </>
      )}
    </div>
  );
}

function whyWords(explanation: Explanation, observation: Observation, reason: string, live: LiveMessages): string {
  return agrees(explanation, observation) ? reason : fill(live.modelDisagrees, { reason });
}

/** No drill begins with a connection: once there is one, the guess is of a state that is no more. */
function isOfThisState({ outcome }: Observation): boolean {
  return outcome.kind !== "connected";
}

const GUESSES = {
  connected: "guessDelivered",
  refused: "guessRefused",
  "timed-out": "guessTimedOut",
} as const satisfies Record<Outcome, MessageId>;

function guessWords(guess: Outcome, { outcome }: Observation, messages: Messages, live: LiveMessages): string {
  if (outcome.kind === guess) return messages.guessedRight;
  return fill(live.guessedOtherwise, { guess: messages[GUESSES[guess]] });
}

const KINDS = { connected: "delivered", refused: "refused", "timed-out": "dropped", failed: "dropped" } as const;

function waitingWords({ probed, prediction, journey }: LiveState, live: LiveMessages): string {
  if (probed) return journey > 0 ? live.changed : live.notYet;
  return prediction !== null ? live.guessKept : `${live.notYet} ${live.guessFirst}`;
}

function seenWords({ outcome }: Observation, live: LiveMessages): string {
  switch (outcome.kind) {
    case "connected":
      return fill(live.seenConnected, { status: outcome.httpStatus ?? "?" });
    case "refused":
      return live.seenRefused;
    case "timed-out":
      return fill(live.seenTimedOut, { seconds: (outcome.afterMs / 1000).toFixed(1) });
    case "failed":
      return fill(live.seenFailed, { reason: outcome.message });
    default:
      return outcome satisfies never;
  }
}

function agrees({ path }: Explanation, { outcome }: Observation): boolean {
  switch (path.disposition.kind) {
    case "delivered":
      return outcome.kind === "connected";
    case "refused":
      return outcome.kind === "refused";
    case "dropped":
    case "no-route":
      return outcome.kind === "timed-out";
    default:
      return path.disposition satisfies never;
  }
}
