import type { ReactNode } from "react";
import { CodeFence } from "../../code/CodeFence.tsx";

interface Props {
  readonly children: ReactNode;
  readonly className?: string;
  readonly metastring?: string;
}

/** Replaces the theme's code block: this site shows commands, what they print, and files, and highlights nothing. */
export default function CodeBlock({ children, className, metastring }: Props): ReactNode {
  const language = /language-(\S+)/.exec(className ?? "")?.[1] ?? "text";
  const title = /title="([^"]*)"/.exec(metastring ?? "")?.[1];
  const text = typeof children === "string" ? children.trimEnd() : "";
  return <CodeFence language={language} title={title ?? null} text={text} />;
}
