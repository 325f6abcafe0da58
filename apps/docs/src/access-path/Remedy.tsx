import { editSentence, nearMissSentence, type Explanation } from "@podpath/access-path";
import type { ReactNode } from "react";
import type { Messages, Say } from "../messages/messages.ts";
import { mend } from "./mend.ts";
import type { LessonState } from "./use-lesson.ts";
import styles from "./path.module.css";

interface Props {
  readonly explanation: Explanation;
  readonly state: LessonState;
  readonly messages: Messages;
  readonly say: Say;
}

/** What would let the flow by, folded up: whoever wants to find it out alone can. */
export function Remedy({ explanation: { blockers, fix }, state, messages, say }: Props): ReactNode {
  const nearMisses = blockers.flatMap((blocker) => blocker.nearMisses);
  const mended = fix === null ? null : mend(state.lesson, fix);
  if (blockers.length === 0) return null;
  return (
    <details className={styles["details"]}>
      <summary>{messages.whatWouldHelp}</summary>
      {nearMisses.length > 0 && <p className={styles["remark"]}>{messages.lookFirst}</p>}
      <ul className={styles["hops"]}>
        {nearMisses.map((miss, index) => (
          <li key={index}>{say(nearMissSentence(miss))}</li>
        ))}
      </ul>
      {fix === null && <p className={styles["remark"]}>{messages.noRuleHelps}</p>}
      <ul className={styles["hops"]}>
        {(fix ?? []).map((edit, index) => (
          <li key={index}>{say(editSentence(edit))}</li>
        ))}
      </ul>
      {mended !== null && (
        <button type="button" className={styles["quiet"]} onClick={() => state.change(mended)}>
          {messages.doThat}
        </button>
      )}
    </details>
  );
}
