import { printRule, type Direction } from "@podpath/access-path";
import type { GradeJson } from "@podpath/checker";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { Choice } from "../access-path/FlowBar.tsx";
import type { Scene } from "../access-path/scene.ts";
import { fill } from "../messages/messages.ts";
import { complaintOf } from "./replies.ts";
import type { Talk } from "./talk.ts";
import figure from "../access-path/path.module.css";
import styles from "./live.module.css";

interface Props extends Talk {
  readonly scene: Scene;
}

type Score = NonNullable<GradeJson["diagnosis"]>;

/** Where a select can say only text: no rule matched. */
const END = "end";

/** Which interface, direction, group and rule are to blame, or that none is: `answer`, scored apart from the fix. */
export function Diagnosis(props: Props): ReactNode {
  const { state, live } = props;
  const [scored, setScored] = useState<Score | null>(null);
  const id = useId();
  const score = state.grade?.diagnosis ?? scored;
  return (
    <section className={styles["part"]} aria-labelledby={id}>
      <p id={id} className={figure["heading"]}>
        {live.diagnosis}
      </p>
      <p className={figure["remark"]}>{state.diagnosed ? live.diagnosed : live.diagnoseNote}</p>
      {!state.diagnosed && <Form {...props} onScore={setScored} />}
      {state.diagnosed && score !== null && <Scored {...props} score={score} />}
    </section>
  );
}

const DIRECTIONS = ["ingress", "egress"] as const satisfies readonly Direction[];

function Form({ scene, link, live, messages, say, onScore }: Props & { onScore(score: Score): void }): ReactNode {
  const groups = scene.snapshot.securityGroups;
  const [at, setAt] = useState<"podA" | "podB" | "fine">("podA");
  const [direction, setDirection] = useState<Direction>("ingress");
  const [chosen, setGroup] = useState<string | null>(null);
  const [place, setPlace] = useState(END);
  const [giving, setGiving] = useState(false);
  const [complaint, setComplaint] = useState<string | null>(null);
  // Groups come and go while one thinks.
  const group = groups.find(({ id }) => id === chosen) ?? groups[0];
  const rules = group?.[direction] ?? [];
  const rule = Number(place) < rules.length ? place : END;
  const blame =
    at === "fine" || group === undefined
      ? null
      : { at, direction, group: group.id, rule: rule === END ? null : Number(rule) };
  const give = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setGiving(true);
    const reply = await link?.ask({ verb: "diagnose", blame });
    setGiving(false);
    if (reply === undefined) return;
    setComplaint(complaintOf(reply, live, say));
    if (reply.kind !== "done") return;
    onScore((reply.answer as { readonly diagnosis: Score }).diagnosis);
    // From now on the report may name the hop, and where nothing is wrong, having said so is the fix.
    void link?.ask({ verb: "check" });
  };
  return (
    <form className={styles["diagnosis"]} onSubmit={(event) => void give(event)}>
      <Choice
        label={live.blamedAt}
        value={at}
        options={["podA", "podB", "fine"]}
        name={(option) => (option === "fine" ? live.blameNone : fill(live.eniOf, { pod: messages[option] }))}
        onChoose={setAt}
      />
      {at !== "fine" && group !== undefined && (
        <>
          <Choice
            label={live.blamedDirection}
            value={direction}
            options={DIRECTIONS}
            name={(option) => messages[option]}
            onChoose={setDirection}
          />
          <Choice
            label={live.blamedGroup}
            value={group.id}
            options={groups.map(({ id }) => id)}
            name={(option) => `${option} ${groups.find(({ id }) => id === option)?.name ?? ""}`}
            onChoose={setGroup}
          />
          <Choice
            label={live.blamedRule}
            value={rule}
            options={[...rules.map((_, index) => String(index)), END]}
            name={(option) =>
              option === END ? messages.implicitDrop : `${option}  ${printRule(rules[Number(option)]!)}`
            }
            onChoose={setPlace}
          />
        </>
      )}
      <button type="submit" className={figure["guess"]} disabled={giving}>
        {giving ? live.giving : live.give}
      </button>
      {complaint !== null && (
        <p role="alert" className={styles["problem"]}>
          {complaint}
        </p>
      )}
    </form>
  );
}

/** As `answer` and `check` print it. */
function Scored({ score: { parts, score, hints, truth }, live, say }: Props & { readonly score: Score }): ReactNode {
  return (
    <div role="status">
      <p className={styles["said"]}>{fill(live.diagnosisScore, { earned: score.earned, outOf: score.outOf })}</p>
      <ul className={styles["answers"]}>
        {parts.map(({ id, title, status, earned, points }) => (
          <li key={id} data-status={status}>
            {status === "right" ? "✓" : "✗"} {say(title)} {earned}/{points}
          </li>
        ))}
      </ul>
      {truth !== null && <p className={styles["said"]}>{say(truth)}</p>}
      {hints.cost > 0 && <p className={styles["said"]}>{fill(live.hintsTaken, { cost: hints.cost })}</p>}
    </div>
  );
}
