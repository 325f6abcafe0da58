import type { ReactNode } from "react";
import { useMessages } from "../../messages/use-messages.ts";
import styles from "./admonition.module.css";

interface Props {
  readonly type: string;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
}

const KINDS = ["note", "tip", "warning", "assumed"] as const;
type Kind = (typeof KINDS)[number];

/** Replaces the theme's coloured boxes: a quiet aside with its kind in words. */
export default function Admonition({ type, title, children }: Props): ReactNode {
  const messages = useMessages();
  const kind: Kind = KINDS.find((each) => each === type) ?? "note";
  return (
    <aside className={styles["aside"]} data-kind={kind}>
      <p className={styles["label"]}>{title ?? messages[kind]}</p>
      {children}
    </aside>
  );
}
