import type { Direction } from "@podpath/access-path";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { fill, type Messages } from "../messages/messages.ts";
import { RuleRow } from "./RuleRow.tsx";
import type { OnUnreadable } from "./use-unreadable.ts";
import styles from "./path.module.css";

export interface RuleEditorProps {
  /** Canonical texts, each of them readable. */
  readonly rules: readonly string[];
  readonly direction: Direction;
  /** Index of the rule that decided, if one of these did. */
  readonly decided: number | null;
  readonly label: string;
  readonly messages: Messages;
  readonly onRules: (next: readonly string[]) => void;
  /** How many packets each has decided; null where nobody counts. */
  readonly packets: ((rule: number) => number | null) | null;
  readonly onUnreadable: OnUnreadable;
  /** What a new row begins with; else a rule of the guide's example. */
  readonly newRule: string | undefined;
}

const NEW_RULE = { ingress: "accept tcp 10.0.35.23/32 80", egress: "accept tcp 10.0.35.0/24 80" } as const;

/** The console's table: one rule a row, the first matching row decides. */
export function RuleTable({
  rules,
  direction,
  decided,
  label,
  messages,
  onRules,
  packets,
  onUnreadable,
  newRule = NEW_RULE[direction],
}: RuleEditorProps): ReactNode {
  const body = useRef<HTMLTableSectionElement>(null);
  const [focus, setFocus] = useState<{ readonly row: number; readonly control: string } | null>(null);
  // Rows change places as a whole, drafts and all, so each restructuring makes new ones.
  const [structure, setStructure] = useState(0);
  useEffect(() => {
    if (focus === null) return;
    const row = body.current?.querySelector(`[data-rule="${focus.row}"]`);
    const wanted = row?.querySelector<HTMLElement>(`[data-control="${focus.control}"]:not(:disabled)`);
    (wanted ?? row?.querySelector<HTMLElement>("button:not(:disabled)"))?.focus();
  }, [focus]);
  const restructure = (next: readonly string[], row: number, control: string): void => {
    onRules(next);
    setStructure((last) => last + 1);
    setFocus({ row, control });
  };
  const move = (from: number, by: -1 | 1): void =>
    restructure(swap(rules, from, from + by), from + by, by === -1 ? "up" : "down");
  return (
    <>
      <table className={styles["rules"]} data-counted={packets !== null} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">{direction === "ingress" ? messages.columnSource : messages.columnDestination}</th>
            <th scope="col">{messages.columnService}</th>
            <th scope="col">{messages.columnAction}</th>
            <th scope="col">
              <span className={styles["spoken"]}>{messages.columnControls}</span>
            </th>
            {packets !== null && <th scope="col">{messages.columnPackets}</th>}
          </tr>
        </thead>
        <tbody ref={body}>
          {rules.map((rule, index) => (
            <RuleRow
              key={`${structure} ${index}`}
              rule={rule}
              index={index}
              last={index === rules.length - 1}
              decided={decided === index}
              packets={packets === null ? undefined : packets(index)}
              messages={messages}
              onUnreadable={onUnreadable}
              onRule={(text) => onRules(rules.with(index, text))}
              onMove={(by) => move(index, by)}
              onRemove={() => restructure(rules.toSpliced(index, 1), Math.min(index, rules.length - 2), "remove")}
            />
          ))}
        </tbody>
      </table>
      <button
        type="button"
        className={styles["quiet"]}
        aria-label={fill(messages.addRuleTo, { group: label })}
        onClick={() => restructure([...rules, newRule], rules.length, "peer")}
      >
        {messages.addRule}
      </button>
    </>
  );
}

function swap(rules: readonly string[], a: number, b: number): readonly string[] {
  return rules.with(a, rules[b]!).with(b, rules[a]!);
}
