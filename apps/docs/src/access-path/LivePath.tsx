import { explain, filterHops } from "@podpath/access-path";
import { sharedGroup, TALL, WIDE } from "@podpath/access-path/drawing";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { useMessages, useSay } from "../messages/use-messages.ts";
import { describeOutcome } from "./describe.ts";
import { Drawing } from "./Drawing.tsx";
import { FlowBar } from "./FlowBar.tsx";
import { GuessAnswer, GuessButtons } from "./Guess.tsx";
import { HopList } from "./HopList.tsx";
import { withRules } from "./lesson.ts";
import { Remedy } from "./Remedy.tsx";
import { RulePanel } from "./RulePanel.tsx";
import { flowOf, sceneOf } from "./scene.ts";
import { Actions, Setting } from "./Setting.tsx";
import { STATES, type StateName } from "./states.ts";
import { useLesson } from "./use-lesson.ts";
import { fill } from "../messages/messages.ts";
import styles from "./path.module.css";
import "@podpath/access-path/drawing.css";
import "./motion.css";

interface Props {
  readonly id: string;
  readonly state: StateName;
  readonly ask: boolean;
}

/** The living picture: what the reader changes is traced at once, by the engine that the lab and the grader use. */
export function LivePath({ id, state, ask }: Props): ReactNode {
  const messages = useMessages();
  const say = useSay();
  const lessonState = useLesson(id, STATES[state], !ask);
  const { lesson, sent, journey } = lessonState;
  const [live, setLive] = useState<true>();
  useEffect(() => setLive(true), []);
  const { scene, explanation } = useMemo(() => {
    const made = sceneOf(lesson);
    return { scene: made, explanation: explain(made.snapshot, flowOf(lesson, made)) };
  }, [lesson]);
  const { path } = explanation;
  const show = { scene, path, messages, sent };
  const shared = sharedGroup(path);
  return (
    <figure className={styles["figure"]} aria-label={messages.figureLabel} data-live={live}>
      <FlowBar state={lessonState} messages={messages} />
      <div key={journey} className={styles["canvas"]}>
        <Drawing {...show} layout={WIDE} />
        <Drawing {...show} layout={TALL} />
      </div>
      <div role="status" className={styles["outcome"]} data-kind={sent ? path.disposition.kind : "waiting"}>
        {sent && lessonState.guess !== null && (
          <GuessAnswer guess={lessonState.guess} path={path} messages={messages} />
        )}
        {sent ? describeOutcome(explanation, messages, say) : messages.notSentYet}
      </div>
      {!sent && <GuessButtons send={lessonState.send} messages={messages} />}
      {sent && <HopList path={path} scene={scene} messages={messages} say={say} />}
      {sent && <Remedy explanation={explanation} state={lessonState} messages={messages} say={say} />}
      <div className={styles["panels"]}>
        {filterHops(path).map((hop) => (
          <RulePanel
            key={`${hop.eniId} ${hop.direction}`}
            hop={hop}
            {...show}
            say={say}
            groups={lesson.groups}
            onRules={(group, direction, rules) => lessonState.change(withRules(lesson, group, direction, rules))}
          />
        ))}
      </div>
      {shared !== null && <p className={styles["remark"]}>{fill(messages.sameGroupNote, { group: shared })}</p>}
      <Setting state={lessonState} messages={messages} />
      <Actions state={lessonState} messages={messages} />
    </figure>
  );
}
