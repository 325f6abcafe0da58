import * as server from "@site/src/access-path/server-only.ts";
import { startTransition, useEffect, useRef, useState, type ReactNode } from "react";
import type { LivePath as LivePathComponent } from "./LivePath.tsx";
import type { StateName } from "./states.ts";

interface Props {
  /** Unlike any other picture's on the page: it is the anchor, and the name in a shared link. */
  readonly id: string;
  readonly state: StateName;
  /** Let the reader guess and send the packet; otherwise it has already been sent. */
  readonly ask?: boolean;
}

/** How far ahead of the reader the picture's program is fetched. */
const AHEAD = "300px";

/**
 * The picture is in the page's HTML from the start, drawn by the server; it comes alive when the reader comes near. Until
 * then the browser keeps the server's HTML as it is, since this side has no program to draw it with.
 */
const onServer: typeof LivePathComponent | undefined = server.LivePath;

export function AccessPath({ id, state, ask = false }: Props): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const [Live, setLive] = useState(() => onServer);
  useEffect(() => {
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watcher.disconnect();
        // In slices: a picture that comes alive must not hold up a tap.
        void import("./LivePath.tsx").then(({ LivePath }) => startTransition(() => setLive(() => LivePath)));
      },
      { rootMargin: AHEAD },
    );
    watcher.observe(place.current!);
    return () => watcher.disconnect();
  }, []);
  return (
    <div ref={place} id={`path-${id}`} className="wide">
      {Live === undefined ? (
        <div key="still" suppressHydrationWarning dangerouslySetInnerHTML={{ __html: "" }} />
      ) : (
        <div key={onServer === undefined ? "live" : "still"}>
          <Live id={id} state={state} ask={ask} />
        </div>
      )}
    </div>
  );
}
