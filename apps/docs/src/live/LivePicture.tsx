import { explain, filterHops, type Direction, type Explanation } from "@podpath/access-path";
import { useMemo, useState, type ReactNode } from "react";
import { sharedGroup, TALL, WIDE } from "@podpath/access-path/drawing";
import { Drawing } from "../access-path/Drawing.tsx";
import { GuessButtons } from "../access-path/Guess.tsx";
import { HopList } from "../access-path/HopList.tsx";
import type { LessonGroup } from "../access-path/lesson.ts";
import { RulePanel } from "../access-path/RulePanel.tsx";
import type { Scene } from "../access-path/scene.ts";
import type { Guess } from "../access-path/use-lesson.ts";
import { fill } from "../messages/messages.ts";
import { DropsSpoken } from "./DropsSpoken.tsx";
import { countersOf } from "./live-state.ts";
import { liveFlow, liveGroups } from "./live-scene.ts";
import { LiveOutcome } from "./LiveOutcome.tsx";
import { Pending } from "./Pending.tsx";
import type { LiveLabInfo } from "./protocol.ts";
import { complaintOf } from "./replies.ts";
import type { Talk } from "./talk.ts";
import { useDrafts } from "./use-draft.ts";
import figure from "../access-path/path.module.css";
import styles from "./live.module.css";
import "@podpath/access-path/drawing.css";
import "../access-path/motion.css";

interface Props extends Talk {
  readonly lab: LiveLabInfo;
  readonly scene: Scene;
}

/** Appended it decides nothing, as the implicit drop would: what it should be is the reader's to say. */
const NEW_RULE = "drop all 0.0.0.0/0 all";

const OUTCOMES = { delivered: "connected", refused: "refused", "timed-out": "timed-out" } as const;

/** The same picture as everywhere in the guide, of the real snapshot. It lights up by a connection that was really made. */
export function LivePicture({ lab, scene, state, link, messages, live, say }: Props): ReactNode {
  const [probing, setProbing] = useState(false);
  const [complaint, setComplaint] = useState<string | null>(null);
  const port = lab.podB?.port ?? 80;
  const explanation: Explanation = useMemo(() => explain(scene.snapshot, liveFlow(scene, port)), [scene, port]);
  const real = useMemo(() => liveGroups(scene.snapshot), [scene]);
  const drafts = useDrafts(real, link);
  const countOf = useMemo(() => countersOf(state.counters), [state.counters]);
  const { path } = explanation;
  const { observation } = state;
  // Which hop decided is the diagnosis itself: named as the grade names it, after an answer or an attempt.
  const revealed = state.grade?.revealed === true;
  const sent = observation !== null && (revealed || observation.outcome.kind === "connected");
  const show = { scene, path, messages, sent };
  const shared = sharedGroup(path);
  const probe = async (): Promise<void> => {
    if (probing) return;
    setProbing(true);
    setComplaint(null);
    const reply = await link?.ask({ verb: "probe" });
    setProbing(false);
    setComplaint(reply === undefined ? null : complaintOf(reply, live, say));
  };
  const predict = async (guess: Guess): Promise<void> => {
    const reply = await link?.ask({ verb: "predict", outcome: OUTCOMES[guess] });
    setComplaint(reply === undefined ? null : complaintOf(reply, live, say));
  };
  const below = (group: LessonGroup, direction: Direction, unreadable: boolean): ReactNode => (
    <Pending
      changed={drafts.isChanged(group.id, direction)}
      unreadable={unreadable}
      group={group}
      direction={direction}
      drafts={drafts}
      live={live}
      say={say}
    />
  );
  return (
    <figure className={figure["figure"]} aria-label={live.figureLabel}>
      <div className={styles["bar"]}>
        <p>{fill(live.question, { from: messages.podA, to: messages.podB, port })}</p>
        <button type="button" className={figure["send"]} aria-disabled={probing} onClick={() => void probe()}>
          {probing ? live.probing : live.probe}
        </button>
      </div>
      <div key={state.journey} className={figure["canvas"]}>
        <Drawing {...show} layout={WIDE} />
        <Drawing {...show} layout={TALL} />
      </div>
      <LiveOutcome
        explanation={explanation}
        observation={observation}
        told={sent}
        revealed={revealed}
        state={state}
        live={live}
        messages={messages}
        say={say}
      />
      {!state.probed && state.prediction === null && !probing && (
        <GuessButtons send={(guess) => void predict(guess)} messages={messages} />
      )}
      {complaint !== null && (
        <p role="alert" className={styles["problem"]}>
          {complaint}
        </p>
      )}
      {sent && <HopList path={path} scene={scene} messages={messages} say={say} />}
      <div className={figure["panels"]}>
        {filterHops(path).map((hop) => {
          const packets = countOf(hop.eniId, hop.direction);
          return (
            <RulePanel
              key={`${hop.eniId} ${hop.direction}`}
              hop={hop}
              {...show}
              say={say}
              groups={drafts.groups}
              onRules={drafts.change}
              // Counts are of the rules that are in force; those of a draft have none.
              packets={
                packets &&
                ((id, rule) => (id !== null && drafts.isChanged(id, hop.direction) ? null : packets(id, rule)))
              }
              below={below}
              newRule={NEW_RULE}
              edition={drafts.edition}
            />
          );
        })}
      </div>
      {shared !== null && <p className={figure["remark"]}>{fill(messages.sameGroupNote, { group: shared })}</p>}
      <DropsSpoken path={path} scene={scene} countOf={countOf} messages={messages} live={live} />
    </figure>
  );
}
