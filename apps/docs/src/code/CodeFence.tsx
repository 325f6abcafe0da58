import type { ReactNode } from "react";
import { useMessages } from "../messages/use-messages.ts";
import { cellsOfLine, isColumns } from "./columns.ts";
import { splitCommands, type CommandLine } from "./commands.ts";
import { CopyButton } from "./CopyButton.tsx";
import styles from "./code.module.css";

interface Props {
  /** `sh`: commands that the reader runs; `output`: what they print; anything else is a listing. */
  readonly language: string;
  readonly title: string | null;
  readonly text: string;
}

export function CodeFence({ language, title, text }: Props): ReactNode {
  if (language === "sh") return <Commands text={text} />;
  if (language === "output") return <Output text={text} />;
  return <Listing title={title} text={text} />;
}

function Commands({ text }: { readonly text: string }): ReactNode {
  const messages = useMessages();
  return (
    <div className={`wide ${styles["block"]} ${styles["command"]}`} role="group" aria-label={messages.commandsToRun}>
      {splitCommands(text).map((line, index) => (
        <Line key={index} line={line} />
      ))}
    </div>
  );
}

function Line({ line }: { readonly line: CommandLine }): ReactNode {
  const messages = useMessages();
  if (line.kind === "remark") return <div className={`${styles["line"]} ${styles["remark"]}`}>{line.text}</div>;
  return (
    <div className={styles["line"]}>
      <pre tabIndex={0}>
        <code className={styles["prompt"]}>{line.text}</code>
      </pre>
      <CopyButton text={line.text} label={messages.copyCommand} />
    </div>
  );
}

function Output({ text }: { readonly text: string }): ReactNode {
  const messages = useMessages();
  return (
    <div className={`wide ${styles["block"]} ${styles["output"]}`} role="group" aria-label={messages.outputShown}>
      <pre className={styles["body"]} tabIndex={0}>
        <code>
          {text.split("\n").map((line, index) => (
            <span key={index} className={isColumns(line) ? styles["columns"] : styles["sentence"]}>
              {line === "" ? " " : isColumns(line) ? <Cells line={line} /> : line}
            </span>
          ))}
        </code>
      </pre>
    </div>
  );
}

function Cells({ line }: { readonly line: string }): ReactNode {
  return cellsOfLine(line).map(({ text, width }, index) =>
    width === null ? (
      text
    ) : (
      <span key={index} className={styles["cell"]} style={{ width: `${width}ch` }}>
        {text}
      </span>
    ),
  );
}

function Listing({ title, text }: { readonly title: string | null; readonly text: string }): ReactNode {
  const messages = useMessages();
  return (
    <div className={`wide ${styles["block"]} ${styles["listing"]}`}>
      {title !== null && <div className={styles["title"]}>{title}</div>}
      <pre className={styles["body"]} tabIndex={0}>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} label={messages.copyListing} />
    </div>
  );
}
