import { useEffect, useRef, type ReactNode } from "react";
import { fill, type Messages } from "../messages/messages.ts";
import styles from "./path.module.css";

/** A number that lights up for a moment when it moves. */
export function PacketCount({
  packets,
  messages,
}: {
  readonly packets: number;
  readonly messages: Messages;
}): ReactNode {
  const before = useRef(packets);
  const moved = packets > before.current;
  useEffect(() => {
    before.current = packets;
  }, [packets]);
  return (
    <span key={packets} className={styles["packets"]} data-moved={moved}>
      {fill(messages.packets, { count: packets })}
    </span>
  );
}
