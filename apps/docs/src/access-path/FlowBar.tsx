import { useEffect, useId, useState, type ReactNode } from "react";
import { fill, type Messages } from "../messages/messages.ts";
import { ACTORS, PROTOCOLS, type Actor, type LessonFlow } from "./lesson.ts";
import { isPort } from "./share.ts";
import type { LessonState } from "./use-lesson.ts";
import styles from "./path.module.css";

interface Props {
  readonly state: LessonState;
  readonly messages: Messages;
}

/** Who connects to whom, and the button that sends the packet. */
export function FlowBar({ state, messages }: Props): ReactNode {
  const { lesson, change, send, sent } = state;
  const { flow } = lesson;
  const [portReads, setPortReads] = useState(true);
  const unsure = flow.protocol !== "icmp" && !portReads;
  const set = (part: Partial<LessonFlow>): void => change({ ...lesson, flow: { ...flow, ...part } });
  return (
    <form
      className={styles["flow"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (!unsure) send();
      }}
    >
      <Choice
        label={messages.source}
        value={flow.from}
        options={ACTORS}
        name={(actor) => nameBeside(actor, flow.to, messages)}
        onChoose={(from) => set(apart(flow, { from }))}
      />
      <span aria-hidden="true" className={styles["arrow"]}>
        →
      </span>
      <Choice
        label={messages.destination}
        value={flow.to}
        options={ACTORS}
        name={(actor) => nameBeside(actor, flow.from, messages)}
        onChoose={(to) => set(apart(flow, { to }))}
      />
      <Choice
        label={messages.protocol}
        value={flow.protocol}
        options={PROTOCOLS}
        name={(protocol) => protocol.toUpperCase()}
        onChoose={(protocol) => set({ protocol })}
      />
      {flow.protocol !== "icmp" && (
        <PortField messages={messages} port={flow.port} onPort={(port) => set({ port })} onReads={setPortReads} />
      )}
      <button type="submit" className={styles["send"]} disabled={unsure}>
        {sent ? messages.sendAgain : messages.send}
      </button>
    </form>
  );
}

/** Nobody connects to himself: when one end is set to the other, the two change places. */
function apart(flow: LessonFlow, next: { readonly from?: Actor; readonly to?: Actor }): Partial<LessonFlow> {
  if (next.from !== undefined && next.from === flow.to) return { from: next.from, to: flow.from };
  if (next.to !== undefined && next.to === flow.from) return { from: flow.to, to: next.to };
  return next;
}

/** Whoever stands at the other end says what choosing him does. */
function nameBeside(actor: Actor, other: Actor, messages: Messages): string {
  return actor === other ? fill(messages.swapWith, { name: messages[actor] }) : messages[actor];
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly T[];
  readonly name: (option: T) => string;
  readonly onChoose: (option: T) => void;
}

export function Choice<T extends string>({ label, value, options, name, onChoose }: ChoiceProps<T>): ReactNode {
  const id = useId();
  return (
    <span className={styles["field"]}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.target.value as T)}>
        {options.map((option) => (
          <option key={option} value={option}>
            {name(option)}
          </option>
        ))}
      </select>
    </span>
  );
}

interface PortFieldProps {
  readonly messages: Messages;
  readonly port: number;
  readonly onPort: (port: number) => void;
  readonly onReads: (reads: boolean) => void;
}

function PortField({ messages, port, onPort, onReads }: PortFieldProps): ReactNode {
  const id = useId();
  const [draft, setDraft] = useState(String(port));
  const problemId = useId();
  const reads = isPort(Number(draft));
  useEffect(() => setDraft(String(port)), [port]);
  useEffect(() => {
    onReads(reads);
    return () => onReads(true);
  }, [reads, onReads]);
  return (
    <span className={styles["field"]}>
      <label htmlFor={id}>{messages.port}</label>
      <input
        id={id}
        inputMode="numeric"
        size={5}
        value={draft}
        aria-invalid={!reads}
        aria-describedby={problemId}
        onChange={(event) => {
          setDraft(event.target.value);
          if (isPort(Number(event.target.value))) onPort(Number(event.target.value));
        }}
      />
      <span id={problemId} className={styles["problem"]} role="alert">
        {reads ? "" : fill(messages.noPort, { port })}
      </span>
    </span>
  );
}
