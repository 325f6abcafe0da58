import { useState, type ReactNode } from "react";
import { PLACES, type Place } from "./protocol.ts";
import type { Talk } from "./talk.ts";
import type { Terminal as TerminalComponent } from "./Terminal.tsx";
import figure from "../access-path/path.module.css";
import styles from "./live.module.css";

const ENTER = { podA: "enterPodA", podB: "enterPodB", nodeA: "enterNodeA", nodeB: "enterNodeB" } as const;

/** One terminal at a time; its program is fetched when the first is opened. */
export function Terminals({ state, link, messages, live }: Talk): ReactNode {
  const [place, setPlace] = useState<Place | null>(null);
  const [Terminal, setTerminal] = useState<typeof TerminalComponent | null>(null);
  const open = (where: Place): void => {
    setPlace(where);
    if (Terminal === null) void import("./Terminal.tsx").then((loaded) => setTerminal(() => loaded.Terminal));
  };
  return (
    <section className={styles["part"]} aria-labelledby="live-terminal">
      <header className={styles["bar"]}>
        <p id="live-terminal" className={figure["heading"]}>
          {live.terminal}
        </p>
        <div className={styles["places"]}>
          {PLACES.map((where) => (
            <button
              key={where}
              type="button"
              className={figure["guess"]}
              aria-pressed={place === where}
              disabled={state.link !== "live" && place !== where}
              onClick={() => open(where)}
            >
              {live[ENTER[where]]}
            </button>
          ))}
          {place !== null && (
            <button type="button" className={figure["quiet"]} onClick={() => setPlace(null)}>
              {live.closeTerminal}
            </button>
          )}
        </div>
      </header>
      <p className={figure["remark"]}>{live.terminalNote}</p>
      {place !== null && Terminal !== null && link !== null && (
        <Terminal key={place} link={link} place={place} name={messages[place]} live={live} />
      )}
    </section>
  );
}
