import { useId, useState, type ReactNode } from "react";
import { fill } from "../messages/messages.ts";
import { useSay } from "../messages/use-messages.ts";
import { readRules } from "./rule-cells.ts";
import type { RuleEditorProps } from "./RuleTable.tsx";
import { useUnreadable } from "./use-unreadable.ts";
import styles from "./path.module.css";

/** The same rules as text, one a line, as `lab sg` takes and prints them. */
export function RuleNotation({ rules, label, messages, onRules, onUnreadable }: RuleEditorProps): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  const say = useSay();
  const problemId = useId();
  const text = draft ?? rules.join("\n");
  const read = readRules(text);
  useUnreadable(read.problem !== null, onUnreadable);
  const edit = (next: string): void => {
    setDraft(next);
    const result = readRules(next);
    if (result.rules !== null) onRules(result.rules);
  };
  return (
    <>
      <textarea
        className={styles["notation"]}
        rows={Math.max(3, text.split("\n").length + 1)}
        aria-label={fill(messages.notationOf, { group: label })}
        aria-invalid={read.problem !== null}
        aria-describedby={problemId}
        spellCheck={false}
        value={text}
        onChange={(event) => edit(event.target.value)}
        onBlur={() => read.problem === null && setDraft(null)}
      />
      <span id={problemId} className={styles["problem"]} role="alert">
        {read.problem === null
          ? ""
          : `${fill(messages.atLine, { line: read.line })}${say(read.problem)} ${messages.lastReadableStands}`}
      </span>
    </>
  );
}
