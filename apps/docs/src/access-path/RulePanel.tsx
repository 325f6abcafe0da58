import { hopReason, sentence } from "@podpath/access-path";
import type { AccessPath, Direction, FilterHop } from "@podpath/access-path";
import { useState, type ReactNode } from "react";
import { fill, type Messages, type Say } from "../messages/messages.ts";
import { eniName, toneOf } from "./describe.ts";
import { withRules, type LessonGroup } from "./lesson.ts";
import { RuleNotation } from "./RuleNotation.tsx";
import { RuleTable } from "./RuleTable.tsx";
import type { Scene } from "./scene.ts";
import type { LessonState } from "./use-lesson.ts";
import styles from "./path.module.css";

interface Props {
  readonly hop: FilterHop;
  readonly scene: Scene;
  readonly path: AccessPath;
  readonly messages: Messages;
  readonly say: Say;
  readonly sent: boolean;
  readonly state: LessonState;
}

/** The groups on one interface, in one direction: what decides at this hop, and where the reader changes it. */
export function RulePanel({ hop, scene, path, messages, say, sent, state }: Props): ReactNode {
  const [form, setForm] = useState<"table" | "notation">("table");
  const groups = hop.groupIds
    .map((id) => state.lesson.groups.find((group) => group.id === id))
    .filter((g) => g !== undefined);
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
          state={state}
        />
      ))}
      {groups.length > 0 && (
        <ImplicitDrop decided={sent && hop.reached && hop.verdict.kind === "implicit-drop"} messages={messages} />
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
  readonly state: LessonState;
}

function GroupRules({ group, direction, order, decided, form, messages, state }: GroupProps): ReactNode {
  const rules = group[direction];
  const name = fill(messages.groupName, { id: group.id, name: group.name });
  const onRules = (next: readonly string[]): void => state.change(withRules(state.lesson, group.id, direction, next));
  const editor = { rules, direction, decided, label: name, messages, onRules };
  return (
    <div>
      <p className={styles["group"]}>
        {order !== null && <span className={styles["order"]}>{order}</span>}
        <code>{group.id}</code> {group.name}
      </p>
      {form === "table" ? <RuleTable {...editor} /> : <RuleNotation {...editor} />}
    </div>
  );
}

function ImplicitDrop({ decided, messages }: { readonly decided: boolean; readonly messages: Messages }): ReactNode {
  return (
    <p className={styles["implicit"]} data-decided={decided}>
      <span aria-hidden="true">{decided ? "✗ " : ""}</span>
      {messages.implicitDrop}
    </p>
  );
}
