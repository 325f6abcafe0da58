import { useState, type ReactNode } from "react";
import { fill, type Messages } from "../messages/messages.ts";
import { Choice } from "./FlowBar.tsx";
import type { Lesson } from "./lesson.ts";
import type { LessonState } from "./use-lesson.ts";
import styles from "./path.module.css";

interface Props {
  readonly state: LessonState;
  readonly messages: Messages;
}

/** Everything around the rules: where Pod B runs, the feature's switch, and which groups are bound where. */
export function Setting({ state, messages }: Props): ReactNode {
  const { lesson, change } = state;
  return (
    <details className={styles["details"]}>
      <summary>{messages.setting}</summary>
      <div className={styles["setting"]}>
        <Choice
          label={messages.podBRunsOn}
          value={lesson.podBOn}
          options={["nodeB", "nodeA"]}
          name={(node) => messages[node]}
          onChoose={(podBOn) => change({ ...lesson, podBOn })}
        />
        <Choice
          label={messages.podAIs}
          value={lesson.podAIs}
          options={["first", "recreated"]}
          name={(value) => (value === "first" ? messages.podAFirst : messages.podARecreated)}
          onChoose={(podAIs) => change({ ...lesson, podAIs })}
        />
        <Choice
          label={messages.feature}
          value={lesson.feature}
          options={["on", "off"]}
          name={(value) => (value === "on" ? messages.featureOn : messages.featureOff)}
          onChoose={(feature) => change({ ...lesson, feature })}
        />
      </div>
      <Binding title={messages.boundToA} side="boundA" state={state} messages={messages} />
      <Binding title={messages.boundToB} side="boundB" state={state} messages={messages} />
    </details>
  );
}

type Side = "boundA" | "boundB";

/** The groups on an interface, the first asked first. */
function Binding({ title, side, state, messages }: Props & { readonly title: string; readonly side: Side }): ReactNode {
  const { lesson, change } = state;
  const bound = lesson[side];
  const bind = (ids: readonly string[]): void => change({ ...lesson, [side]: ids });
  const free = lesson.groups.filter((group) => !bound.includes(group.id));
  return (
    <div className={styles["binding"]}>
      <p className={styles["heading"]}>{title}</p>
      {bound.length === 0 && <p className={styles["empty"]}>{messages.noneBound}</p>}
      <ol>
        {bound.map((id, index) => (
          <li key={id}>
            <code>{id}</code>
            <button
              type="button"
              disabled={index === 0}
              aria-label={fill(messages.bindEarlier, { group: id })}
              onClick={() => bind(bound.with(index, bound[index - 1]!).with(index - 1, id))}
            >
              ↑
            </button>
            <button
              type="button"
              aria-label={fill(messages.unbind, { group: id })}
              onClick={() => bind(bound.filter((each) => each !== id))}
            >
              ×
            </button>
          </li>
        ))}
      </ol>
      <div className={styles["row"]}>
        {free.map((group) => (
          <button key={group.id} type="button" className={styles["quiet"]} onClick={() => bind([...bound, group.id])}>
            {fill(messages.bindGroup, { group: group.id })}
          </button>
        ))}
        <button type="button" className={styles["quiet"]} onClick={() => change(withNewGroup(lesson, side))}>
          {messages.bindNewGroup}
        </button>
      </div>
    </div>
  );
}

/** A new group is empty, so it drops everything: as in the cloud. */
function withNewGroup(lesson: Lesson, side: Side): Lesson {
  const number = lesson.groups.length + 1;
  const id = `sg-lesson0${number}`;
  const group = { id, name: `lesson-${number}`, ingress: [], egress: [] };
  return { ...lesson, groups: [...lesson.groups, group], [side]: [...lesson[side], id] };
}

/** The link to this state, and the way back to the first one. */
export function Actions({ state, messages }: Props): ReactNode {
  const [copied, setCopied] = useState(false);
  const share = (): void => void navigator.clipboard.writeText(state.link()).then(() => setCopied(true));
  return (
    <div className={styles["row"]}>
      <button type="button" className={styles["quiet"]} onClick={share} onBlur={() => setCopied(false)}>
        {messages.shareLink}
      </button>
      <button type="button" className={styles["quiet"]} onClick={state.reset}>
        {messages.reset}
      </button>
      <span role="status" className={styles["remark"]}>
        {copied ? messages.linkCopied : ""}
      </span>
    </div>
  );
}
