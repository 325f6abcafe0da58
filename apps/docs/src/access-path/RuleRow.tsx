import { useId, useState, type ReactNode } from "react";
import { fill, type Messages } from "../messages/messages.ts";
import { useSay } from "../messages/use-messages.ts";
import { cellAtFault, cellsOf, readRule, ruleText, type RuleCells } from "./rule-cells.ts";
import { useUnreadable, type OnUnreadable } from "./use-unreadable.ts";
import { PacketCount } from "./PacketCount.tsx";
import styles from "./path.module.css";

interface Props {
  readonly rule: string;
  readonly index: number;
  readonly last: boolean;
  readonly decided: boolean;
  /** How many it has decided; null: not known; undefined: nobody counts. */
  readonly packets: number | null | undefined;
  readonly messages: Messages;
  readonly onRule: (text: string) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
  readonly onUnreadable: OnUnreadable;
}

/** One rule. What is typed counts as soon as it can be read; until then the last readable rule stands and the row says so. */
export function RuleRow(props: Props): ReactNode {
  const { rule, index, decided, packets, messages, onRule, onUnreadable } = props;
  const [draft, setDraft] = useState<RuleCells | null>(null);
  const say = useSay();
  const problemId = useId();
  const cells = draft ?? cellsOf(rule);
  const { problem, code } = readRule(draft === null ? rule : ruleText(draft));
  const fault = code === null ? null : cellAtFault(code, cells);
  useUnreadable(problem !== null, onUnreadable);
  const edit = (part: Partial<RuleCells>): void => {
    const next = { ...cells, ...part };
    setDraft(next);
    const read = readRule(ruleText(next));
    if (read.rule !== null) onRule(read.rule);
  };
  const settle = (): void => {
    if (problem === null) setDraft(null);
  };
  const field = (cell: typeof fault) => ({
    onBlur: settle,
    "aria-invalid": fault === cell,
    "aria-describedby": fault === cell ? problemId : undefined,
    spellCheck: false,
  });
  return (
    <>
      <tr data-rule={index} data-decided={decided} data-action={cells.action}>
        <th scope="row">
          {decided && <span className={styles["decides"]}>{cells.action === "accept" ? "✓" : "✗"}</span>}
          {index}
        </th>
        <td>
          <input
            {...field("peer")}
            data-control="peer"
            aria-label={fill(messages.peerOfRule, { index })}
            value={cells.peer}
            onChange={(event) => edit({ peer: event.target.value })}
          />
        </td>
        <td>
          <input
            {...field("service")}
            aria-label={fill(messages.serviceOfRule, { index })}
            value={cells.service}
            onChange={(event) => edit({ service: event.target.value })}
          />
        </td>
        <td>
          <select
            aria-label={fill(messages.actionOfRule, { index })}
            value={cells.action}
            onChange={(event) => edit({ action: event.target.value === "drop" ? "drop" : "accept" })}
          >
            <option value="accept">{messages.accept}</option>
            <option value="drop">{messages.drop}</option>
          </select>
        </td>
        <Controls {...props} />
        {packets !== undefined && (
          <td>{packets === null ? "" : <PacketCount packets={packets} messages={messages} />}</td>
        )}
      </tr>
      {problem !== null && (
        <tr className={styles["problemRow"]}>
          <td colSpan={packets === undefined ? 5 : 6}>
            <span id={problemId} className={styles["problem"]} role="alert">
              {say(problem)} {messages.lastReadableStands}
            </span>
          </td>
        </tr>
      )}
    </>
  );
}

/** Up, down and out. */
function Controls({ index, last, messages, onMove, onRemove }: Props): ReactNode {
  return (
    <td className={styles["controls"]}>
      <button
        type="button"
        data-control="up"
        disabled={index === 0}
        aria-label={fill(messages.moveUp, { index })}
        onClick={() => onMove(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        data-control="down"
        disabled={last}
        aria-label={fill(messages.moveDown, { index })}
        onClick={() => onMove(1)}
      >
        ↓
      </button>
      <button type="button" data-control="remove" aria-label={fill(messages.removeRule, { index })} onClick={onRemove}>
        ×
      </button>
    </td>
  );
}
