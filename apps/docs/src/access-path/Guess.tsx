import type { AccessPath } from "@podpath/access-path";
import type { ReactNode } from "react";
import { fill, type MessageId, type Messages } from "../messages/messages.ts";
import type { Guess } from "./use-lesson.ts";
import styles from "./path.module.css";

const GUESSES = [
  ["delivered", "guessDelivered"],
  ["refused", "guessRefused"],
  ["timed-out", "guessTimedOut"],
] as const satisfies readonly (readonly [Guess, MessageId])[];

/** Predict, then observe: each answer also sends the packet. */
export function GuessButtons({
  send,
  messages,
}: {
  readonly send: (guess: Guess) => void;
  readonly messages: Messages;
}): ReactNode {
  return (
    <div className={styles["row"]}>
      {GUESSES.map(([guess, id]) => (
        <button key={guess} type="button" className={styles["guess"]} onClick={() => send(guess)}>
          {messages[id]}
        </button>
      ))}
    </div>
  );
}

interface Props {
  readonly guess: Guess;
  readonly path: AccessPath;
  readonly messages: Messages;
}

export function GuessAnswer({ guess, path, messages }: Props): ReactNode {
  const id = GUESSES.find(([each]) => each === guess)![1];
  const right = guess === seenAs(path.disposition.kind);
  return <p>{right ? messages.guessedRight : fill(messages.guessedOtherwise, { guess: messages[id] })}</p>;
}

/** A drop and a missing address look the same to the sender. */
function seenAs(kind: AccessPath["disposition"]["kind"]): Guess {
  return kind === "dropped" || kind === "no-route" ? "timed-out" : kind;
}
