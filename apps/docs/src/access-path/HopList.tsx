import type { AccessPath } from "@podpath/access-path";
import type { ReactNode } from "react";
import type { Messages, Say } from "../messages/messages.ts";
import { describeHops, toneOf } from "./describe.ts";
import type { Scene } from "./scene.ts";
import styles from "./path.module.css";

interface Props {
  readonly path: AccessPath;
  readonly scene: Scene;
  readonly messages: Messages;
  readonly say: Say;
}

/** The picture in words, hop by hop: open to everybody, and what a screen reader reads in the picture's place. */
export function HopList({ path, scene, messages, say }: Props): ReactNode {
  return (
    <details className={styles["details"]}>
      <summary>{messages.hopByHop}</summary>
      <ol className={styles["hops"]}>
        {describeHops(path, scene, messages, say).map(({ hop, text }, index) => (
          <li key={index} data-tone={toneOf(hop, path)}>
            {text}
          </li>
        ))}
      </ol>
    </details>
  );
}
