import type { ReactNode } from "react";
import { fill } from "../messages/messages.ts";
import { useMessages } from "../messages/use-messages.ts";
import { setDone, useDone } from "./done.ts";
import styles from "./done.module.css";

/** A box at the end of a step; both languages of a page share it. */
export function Done({ page, step }: { readonly page: string; readonly step: string }): ReactNode {
  const messages = useMessages();
  const [done] = useDone(page, [step]);
  return (
    <label className={styles["done"]} data-done={done}>
      <input type="checkbox" checked={done ?? false} onChange={(event) => setDone(page, step, event.target.checked)} />
      {messages.done}
    </label>
  );
}

/** How far the reader is. Says nothing before the first step is done. */
export function Progress({ page, steps }: { readonly page: string; readonly steps: string }): ReactNode {
  const messages = useMessages();
  const all = steps.split(" ");
  const count = useDone(page, all).filter(Boolean).length;
  if (count === 0) return null;
  return (
    <p className={styles["progress"]}>
      <progress max={all.length} value={count} aria-hidden="true" />
      {fill(messages.progress, { done: count, all: all.length })}
    </p>
  );
}
