import type { Direction } from "@podpath/access-path";
import { useRef, useState, type ReactNode } from "react";
import { fill } from "../messages/messages.ts";
import type { LessonGroup } from "../access-path/lesson.ts";
import type { Say } from "../messages/messages.ts";
import type { LiveMessages } from "./messages/live-messages.ts";
import { complaintOf } from "./replies.ts";
import type { Drafts } from "./use-draft.ts";
import figure from "../access-path/path.module.css";
import styles from "./live.module.css";

interface Props {
  readonly changed: boolean;
  /** A field can't be read: what is on screen isn't what would be written. */
  readonly unreadable: boolean;
  readonly group: LessonGroup;
  readonly direction: Direction;
  readonly drafts: Drafts;
  readonly live: LiveMessages;
  readonly say: Say;
}

/** Below a list that the reader has changed: write it, or take it back. As in the console, nothing changes before “save”. */
export function Pending({ changed, unreadable, group, direction, drafts, live, say }: Props): ReactNode {
  const [writing, setWriting] = useState(false);
  const [result, setResult] = useState<{ readonly text: string; readonly failed: boolean } | null>(null);
  const write = async (): Promise<void> => {
    setWriting(true);
    setResult(null);
    const complaint = complaintOf(await drafts.write(group.id, direction), live, say);
    setWriting(false);
    // The button that was pressed goes away.
    place.current?.focus();
    setResult({ text: complaint ?? live.written, failed: complaint !== null });
  };
  const discard = (): void => {
    drafts.discard(group.id, direction);
    place.current?.focus();
    setResult(null);
  };
  const place = useRef<HTMLDivElement>(null);
  const moved = drafts.movedTo(group.id, direction);
  const failed = result?.failed === true;
  const said = (): string => {
    if (unreadable) return live.unreadable;
    if (moved !== null) return fill(live.movedOn, { rules: moved.length === 0 ? live.noRules : moved.join("; ") });
    if (result !== null && (failed || !changed)) return result.text;
    return changed && !writing ? live.draft : "";
  };
  return (
    <div ref={place} tabIndex={-1} className={styles["pending"]} data-changed={changed}>
      <span role="status" className={failed || unreadable || moved !== null ? styles["problem"] : styles["said"]}>
        {said()}
      </span>
      {(changed || unreadable) && (
        <>
          <button
            type="button"
            className={figure["guess"]}
            disabled={writing || unreadable || moved !== null}
            onClick={() => void write()}
          >
            {writing ? live.writing : live.write}
          </button>
          <button type="button" className={figure["quiet"]} disabled={writing} onClick={discard}>
            {moved === null ? live.discard : live.takeOver}
          </button>
        </>
      )}
    </div>
  );
}
