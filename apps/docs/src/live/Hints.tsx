import type { Text } from "@podpath/access-path";
import { useState, type ReactNode } from "react";
import { fill } from "../messages/messages.ts";
import type { LiveLabInfo } from "./protocol.ts";
import { complaintOf } from "./replies.ts";
import type { Talk } from "./talk.ts";
import figure from "../access-path/path.module.css";
import styles from "./live.module.css";

/** What `hint --json` says. */
interface Hint {
  readonly text: Text;
  /** Points that the next layer would take from the diagnosis; null: this was the last. */
  readonly next: number | null;
}

/** One layer more each time it is asked for. What the next would cost is said before. */
export function Hints({ lab, link, live, say }: Talk & { readonly lab: LiveLabInfo }): ReactNode {
  const [shown, setShown] = useState<readonly Hint[]>([]);
  const [complaint, setComplaint] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const next = shown.length + 1;
  const cost = shown.at(-1)?.next ?? 0;
  const ask = async (): Promise<void> => {
    setAsking(true);
    const reply = await link?.ask({ verb: "hint", layer: next });
    setAsking(false);
    if (reply === undefined) return;
    setComplaint(complaintOf(reply, live, say));
    if (reply.kind === "done") setShown((before) => [...before, reply.answer as Hint]);
  };
  return (
    <section className={styles["part"]} aria-labelledby="live-hints">
      <header className={styles["bar"]}>
        <p id="live-hints" className={figure["heading"]}>
          {live.hints}
        </p>
        {next <= lab.hints && (
          <button type="button" className={figure["guess"]} disabled={asking} onClick={() => void ask()}>
            {fill(live.nextHint, { layer: next })}
          </button>
        )}
      </header>
      <p className={figure["remark"]}>{fill(live.hintsLeft, { count: lab.hints })}</p>
      <ol className={styles["hints"]} aria-live="polite">
        {shown.map(({ text }, index) => (
          <li key={index}>{say(text)}</li>
        ))}
      </ol>
      {cost > 0 && <p className={figure["remark"]}>{fill(live.hintCosts, { layer: next, cost })}</p>}
      {complaint !== null && (
        <p role="alert" className={styles["problem"]}>
          {complaint}
        </p>
      )}
    </section>
  );
}
