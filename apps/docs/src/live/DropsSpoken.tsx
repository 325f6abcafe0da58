import { filterHops, type AccessPath } from "@podpath/access-path";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { nodeName } from "../access-path/describe.ts";
import type { Scene } from "../access-path/scene.ts";
import { fill, type Messages } from "../messages/messages.ts";
import { droppedAt, type CountOf } from "./live-state.ts";
import type { LiveMessages } from "./messages/live-messages.ts";
import figure from "../access-path/path.module.css";

/** A counter may move several times a second; a listener wants to know how it stands now and then. */
const SPOKEN_EVERY_MS = 5000;

interface Props {
  readonly path: AccessPath;
  readonly scene: Scene;
  readonly countOf: CountOf;
  readonly messages: Messages;
  readonly live: LiveMessages;
}

/** The counters for whoever doesn't see them: only drops, only when there are more, and not all the time. */
export function DropsSpoken({ path, scene, countOf, messages, live }: Props): ReactNode {
  const words = filterHops(path).flatMap((hop) => {
    const count = countOf(hop.eniId, hop.direction);
    const drops = count === null ? 0 : droppedAt(hop.eniId, hop.direction, scene.snapshot, count);
    const node = nodeName(hop.nodeName, scene, messages);
    return drops === 0 ? [] : [fill(live.dropsSoFar, { node, direction: messages[hop.direction], count: drops })];
  });
  return (
    <div aria-live="polite" className={figure["spoken"]}>
      {useNowAndThen(words.join(" "))}
    </div>
  );
}

/** Follows a text, at most once in a while. */
function useNowAndThen(text: string): string {
  const [spoken, setSpoken] = useState(text);
  const at = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, at.current + SPOKEN_EVERY_MS - Date.now());
    const timer = setTimeout(() => {
      at.current = Date.now();
      setSpoken(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return spoken;
}
