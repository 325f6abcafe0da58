import { useEffect, useState, type ReactNode } from "react";
import { useMessages } from "../messages/use-messages.ts";
import type { LiveDesk as LiveDeskComponent } from "./LiveDesk.tsx";
import { pageKey } from "./key.ts";
import styles from "./live.module.css";

/**
 * The sandbox in the page. Without the lab's key, on a plain web server or when somebody typed the address, it says how to
 * get here, asks nobody for anything, and loads nothing more.
 */
export function LiveLab(): ReactNode {
  const messages = useMessages();
  const [desk, setDesk] = useState<{ readonly Desk: typeof LiveDeskComponent; readonly key: string } | null>(null);
  useEffect(() => {
    const key = pageKey();
    if (key !== null) void import("./LiveDesk.tsx").then(({ LiveDesk }) => setDesk({ Desk: LiveDesk, key }));
  }, []);
  if (desk !== null) return <desk.Desk pageKey={desk.key} />;
  return (
    <aside className={styles["closed"]}>
      <p>{messages.liveClosed}</p>
      <p>{messages.liveHowTo}</p>
    </aside>
  );
}
