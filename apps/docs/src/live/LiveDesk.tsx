import type { ReactNode } from "react";
import { useMessages, useSay } from "../messages/use-messages.ts";
import { Checks } from "./Checks.tsx";
import { Diagnosis } from "./Diagnosis.tsx";
import { Hints } from "./Hints.tsx";
import { LivePicture } from "./LivePicture.tsx";
import { liveScene } from "./live-scene.ts";
import { useLiveMessages } from "./messages/live-messages.ts";
import { Terminals } from "./Terminals.tsx";
import { useLink } from "./use-link.ts";
import styles from "./live.module.css";

/** Everything a learner does with the sandbox, in one page: look, connect, change rules, check, ask for a hint, log in. */
export function LiveDesk({ pageKey }: { readonly pageKey: string }): ReactNode {
  const { state, link } = useLink(pageKey);
  const messages = useMessages();
  const live = useLiveMessages();
  const say = useSay();
  const { lab, problem, snapshot } = state;
  const scene = lab !== null && snapshot !== null ? liveScene(snapshot, lab) : null;
  const talk = { state, link, messages, live, say };
  return (
    <>
      <p className={styles["printed"]}>{live.notPrinted}</p>
      <section className={`wide ${styles["desk"]}`} data-link={state.link} aria-busy={state.link === "connecting"}>
        <p role="status" className={styles["link"]} data-link={state.link}>
          {live[state.link]}
          {state.link === "live" && lab !== null && <span className={styles["title"]}>{say(lab.title)}</span>}
          {state.link === "live" && lab?.dataPlane.kind === "simulated" && ` ${live.simulated}`}
        </p>
        {state.link === "live" && problem !== null && (
          <p className={styles["problem"]}>
            {say(problem.message)} {problem.hint !== null && say(problem.hint)}
          </p>
        )}
        {lab !== null && snapshot !== null && scene === null && <p className={styles["problem"]}>{live.noPods}</p>}
        {lab !== null && scene !== null && (
          <div className={styles["body"]} data-stale={state.link !== "live"}>
            <LivePicture {...talk} lab={lab} scene={scene} />
            <Diagnosis key={lab.scenario} {...talk} scene={scene} />
            <Checks {...talk} />
            <Hints key={lab.scenario} {...talk} lab={lab} />
            <Terminals {...talk} />
          </div>
        )}
      </section>
    </>
  );
}
