import type { AccessPath } from "@podpath/access-path";
import { drawnPath, drawPath, type DrawingWords, type Layout } from "@podpath/access-path/drawing";
import { useMemo, type ReactNode } from "react";
import type { Messages } from "../messages/messages.ts";
import type { Scene } from "./scene.ts";
import { toElement } from "./to-element.ts";

interface Props {
  readonly scene: Scene;
  readonly path: AccessPath;
  readonly layout: Layout;
  readonly messages: Messages;
  /** Before the packet is sent the drawing gives nothing away. */
  readonly sent: boolean;
}

/** The access path as a picture, the same that the command's reports carry. Hidden from screen readers: `HopList` says it in words. */
export function Drawing({ scene, path, layout, messages, sent }: Props): ReactNode {
  return useMemo(
    () => toElement(drawPath({ scene, path: drawnPath(path), layout, words: wordsOf(scene, messages), sent })),
    [scene, path, layout, messages, sent],
  );
}

/** The feature switched off and nothing bound look alike to a packet; to a person they are two different things to look after. */
export function wordsOf({ snapshot }: Scene, messages: Messages): DrawingWords {
  return snapshot.eniSecurityGroups === "off"
    ? { ...messages, verdictUnfiltered: messages.verdictFeatureOff }
    : messages;
}
