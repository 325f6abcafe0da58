import { useEffect, useState, type ReactNode } from "react";
import { useMessages } from "../messages/use-messages.ts";
import styles from "./code.module.css";

/** Milliseconds that "copied" stays to be read. */
const CONFIRMATION_MS = 1600;

export function CopyButton({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const messages = useMessages();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), CONFIRMATION_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(() => setCopied(true));
  };
  return (
    <button type="button" className={styles["copy"]} aria-label={label} data-copied={copied} onClick={copy}>
      <span aria-hidden="true">{copied ? messages.copied : messages.copy}</span>
      <span className={styles["spoken"]} role="status">
        {copied ? messages.copied : ""}
      </span>
    </button>
  );
}
