import { hopReason, sentence } from "@podpath/access-path";
import type { AccessPath, Direction, FilterHop } from "@podpath/access-path";
import { useCallback, useState, type ReactNode } from "react";
import { fill, type Messages, type Say } from "../messages/messages.ts";
import { eniName, toneOf } from "./describe.ts";
import type { LessonGroup } from "./lesson.ts";
import { PacketCount } from "./PacketCount.tsx";
import { RuleNotation } from "./RuleNotation.tsx";
import { RuleTable } from "./RuleTable.tsx";
import type { Scene } from "./scene.ts";
import type { OnUnreadable } from "./use-unreadable.ts";
import styles from "./path.module.css";

interface Props {
  readonly hop: FilterHop;
  readonly scene: Scene;
  readonly path: AccessPath;
  readonly messages: Messages;
  readonly say: Say;
  readonly sent: boolean;
  /** All that may be bound here. */
  readonly groups: readonly LessonGroup[];
  readonly onRules: OnRules;
  /** How many packets a rule, or the implicit drop, has decided; where that is known. */
  readonly packets?: PacketsAt | null;
  /** What stands below a group's rules; told whether a field of them can't be read. */
  readonly below?: (group: LessonGroup, direction: Direction, unreadable: boolean) => ReactNode;
  /** What a new row begins with. */
  readonly newRule?: string;
  /** Another number takes back what was typed and can't be read. */
  readonly edition?: number;
}

export type OnRules = (groupId: string, direction: Direction, rules: readonly string[]) => void;

/** @param rule its index; null for the implicit drop. @returns null where nothing can be said of it */
export type PacketsAt = (groupId: string | null, rule: number | null) => number | null;

/** The groups on one interface, in one direction: what decides at this hop, and where the reader changes it. */
export function RulePanel(props: Props): ReactNode {
  const { hop, scene, path, messages, say, sent, onRules, packets = null, below, newRule, edition = 0 } = props;
  const [form, setForm] = useState<"table" | "notation">("table");
  const groups = hop.groupIds.map((id) => props.groups.find((group) => group.id === id)).filter((g) => g !== undefined);
  return (
    <div
      role="group"
      className={styles["panel"]}
      aria-label={eniName(hop, scene, messages)}
      data-tone={sent ? toneOf(hop, path) : "quiet"}
    >
      <header className={styles["panelHead"]}>
        <p className={styles["heading"]}>{eniName(hop, scene, messages)}</p>
        {groups.length > 0 && (
          <button
            type="button"
            className={styles["quiet"]}
            onClick={() => setForm(form === "table" ? "notation" : "table")}
          >
            {form === "table" ? messages.asNotation : messages.asTable}
          </button>
        )}
      </header>
      {groups.length === 0 && (
        <p className={styles["empty"]}>{say(sentence(hopReason(scene.snapshot, path.flow, hop)))}</p>
      )}
      {groups.map((group, index) => (
        <GroupRules
          key={group.id}
          group={group}
          direction={hop.direction}
          order={groups.length > 1 ? index + 1 : null}
          decided={
            sent && hop.reached && hop.verdict.kind === "rule" && hop.verdict.groupId === group.id
              ? hop.verdict.rule
              : null
          }
          form={form}
          messages={messages}
          onRules={(rules) => onRules(group.id, hop.direction, rules)}
          packets={packets === null ? null : (rule) => packets(group.id, rule)}
          below={(unreadable) => below?.(group, hop.direction, unreadable)}
          newRule={newRule}
          edition={edition}
        />
      ))}
      {groups.length > 0 && (
        <ImplicitDrop
          decided={sent && hop.reached && hop.verdict.kind === "implicit-drop"}
          messages={messages}
          packets={packets?.(null, null) ?? null}
        />
      )}
    </div>
  );
}

interface GroupProps {
  readonly group: LessonGroup;
  readonly direction: Direction;
  /** 1 is asked first; null when there is but one. */
  readonly order: number | null;
  readonly decided: number | null;
  readonly form: "table" | "notation";
  readonly messages: Messages;
  readonly onRules: (rules: readonly string[]) => void;
  readonly packets: ((rule: number) => number | null) | null;
  readonly below: (unreadable: boolean) => ReactNode;
  readonly newRule: string | undefined;
  readonly edition: number;
}

function GroupRules(props: GroupProps): ReactNode {
  const { group, direction, order, decided, form, messages, onRules, packets, below, newRule, edition } = props;
  const [unreadable, setUnreadable] = useState(0);
  const onUnreadable: OnUnreadable = useCallback((by) => setUnreadable((count) => count + by), []);
  const rules = group[direction];
  const name = fill(messages.groupName, { id: group.id, name: group.name });
  const editor = { rules, direction, decided, label: name, messages, onRules, packets, newRule, onUnreadable };
  return (
    <div>
      <p className={styles["group"]}>
        {order !== null && <span className={styles["order"]}>{order}</span>}
        <code>{group.id}</code> {group.name}
      </p>
      {form === "table" ? <RuleTable key={edition} {...editor} /> : <RuleNotation key={edition} {...editor} />}
      {below(unreadable > 0)}
    </div>
  );
}

interface ImplicitProps {
  readonly decided: boolean;
  readonly messages: Messages;
  readonly packets: number | null;
}

function ImplicitDrop({ decided, messages, packets }: ImplicitProps): ReactNode {
  return (
    <p className={styles["implicit"]} data-decided={decided}>
      <span aria-hidden="true">{decided ? "✗ " : ""}</span>
      {messages.implicitDrop}
      {packets !== null && <PacketCount packets={packets} messages={messages} />}
    </p>
  );
}
