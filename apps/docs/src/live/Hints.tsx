import type { Text } from "@podpath/access-path";
import { useState, type ReactNode } from "react";
import { fill } from "../messages/messages.ts";
import type { LiveLabInfo } from "./protocol.ts";
import { complaintOf } from "./replies.ts";
import type { Talk } from "./talk.ts";
import figure from "../access-path/path.module.css";
import styles from "./live.module.css";

/** One layer more each time it is asked for. */
export function Hints({ lab, link, live, say }: Talk & { readonly lab: LiveLabInfo }): ReactNode {
  const [shown, setShown] = useState<readonly Text[]>([]);
  const [complaint, setComplaint] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const next = shown.length + 1;
  const ask = async (): Promise<void> => {
    setAsking(true);
    const reply = await link?.ask({ verb: "hint", layer: next });
    setAsking(false);
    if (reply === undefined) return;
    setComplaint(complaintOf(reply, live, say));
    const text = reply.kind === "done" ? (reply.answer as { readonly text?: Text } | null)?.text : undefined;
    if (text !== undefined) setShown((before) => [...before, text]);
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
        {shown.map((text, index) => (
          <li key={index}>{say(text)}</li>
        ))}
      </ol>
      {complaint !== null && (
        <p role="alert" className={styles["problem"]}>
          {complaint}
        </p>
      )}
    </section>
  );
}
