import type { ReactNode } from "react";
import { fill } from "../messages/messages.ts";
import { useMessages } from "../messages/use-messages.ts";
import styles from "./done.module.css";

/** As numbers in attributes: plugins/page-time.ts writes them. */
interface Props {
  readonly minutes: string;
  /** 0 where a page has no commands. */
  readonly seconds: string;
  readonly pace: string;
}

/** How long a page takes, and how we know. */
export function PageTime({ minutes, seconds, pace }: Props): ReactNode {
  const messages = useMessages();
  return (
    <p className={styles["time"]}>
      <span title={fill(messages.timeToReadHow, { pace })}>{fill(messages.timeToRead, { minutes })}</span>
      {seconds !== "0" && <span>{fill(messages.timeOfCommands, { seconds })}</span>}
    </p>
  );
}
