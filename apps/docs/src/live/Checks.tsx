import { summary, type Check, type Collateral } from "@podpath/checker";
import Link from "@docusaurus/Link";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import { useState, type ReactNode } from "react";
import { fill } from "../messages/messages.ts";
import { complaintOf } from "./replies.ts";
import type { Talk } from "./talk.ts";
import figure from "../access-path/path.module.css";
import styles from "./live.module.css";

const WORDS = { pass: "passed", fail: "failed", skipped: "skipped", inconclusive: "inconclusive" } as const;
const SIGNS = { pass: "✓", fail: "✗", skipped: "–", inconclusive: "?" } as const;

/** The full grade, as `check` prints it; each check turns green, and red again, by itself. */
export function Checks(talk: Talk): ReactNode {
  const { state, link, live, say } = talk;
  const { grade, checking, turned } = state;
  const [complaint, setComplaint] = useState<string | null>(null);
  const lang = useDocusaurusContext().i18n.currentLocale === "en" ? "en" : "zh";
  const check = async (): Promise<void> => {
    if (checking) return;
    setComplaint(null);
    const reply = await link?.ask({ verb: "check" });
    setComplaint(reply === undefined ? null : complaintOf(reply, live, say));
  };
  return (
    <section className={styles["part"]} aria-labelledby="live-checks">
      <header className={styles["bar"]}>
        <p id="live-checks" className={figure["heading"]}>
          {live.checks}
        </p>
        <button type="button" className={figure["guess"]} aria-disabled={checking} onClick={() => void check()}>
          {checking ? live.checking : live.check}
        </button>
      </header>
      {complaint !== null && (
        <p role="alert" className={styles["problem"]}>
          {complaint}
        </p>
      )}
      <p role="status" className={styles["verdict"]} data-verdict={grade?.verdict ?? "none"}>
        {grade === null ? live.notChecked : summary(grade, lang)}
      </p>
      {grade !== null && (
        <>
          <ul className={styles["checks"]} data-checking={checking}>
            {grade.checks.map((one) => (
              <CheckRow key={one.id} {...talk} check={one} turn={turned[one.id]} />
            ))}
          </ul>
          <Elsewhere {...talk} collateral={grade.collateral} />
          {grade.verdict === "passed" && <PassedNext {...talk} />}
        </>
      )}
    </section>
  );
}

interface RowProps extends Talk {
  readonly check: Check;
  readonly turn: "passes-now" | "fails-again" | undefined;
}

function CheckRow({ check, turn, live, say }: RowProps): ReactNode {
  const { id, title, status, expected, observed, whereToLook, details } = check;
  const failed = status === "fail" || status === "inconclusive";
  return (
    <li data-status={status} data-turn={turn}>
      <span className={styles["sign"]} aria-hidden="true">
        {SIGNS[status]}
      </span>
      <div>
        <span className={styles["checkTitle"]}>{say(title)}</span>{" "}
        <span className={styles["word"]}>
          {live[WORDS[status]]}
          {turn !== undefined && ` · ${turn === "passes-now" ? live.passesNow : live.failsAgain}`}
        </span>
        <code className={styles["checkId"]}>{id}</code>
        {failed && (
          <dl className={styles["reasons"]}>
            <Reason name={live.expected} text={say(expected)} />
            <Reason name={live.observed} text={[observed, ...details].map(say).join("\n")} />
            <Reason name={live.whereToLook} text={say(whereToLook)} />
          </dl>
        )}
      </div>
    </li>
  );
}

function Reason({ name, text }: { readonly name: string; readonly text: string }): ReactNode {
  if (text === "") return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}

interface ElsewhereProps extends Talk {
  readonly collateral: readonly Collateral[];
}

function Elsewhere({ collateral, live, messages }: ElsewhereProps): ReactNode {
  if (collateral.length === 0) return null;
  return (
    <div className={figure["remark"]}>
      <p>{live.collateral}</p>
      <ul>
        {collateral.map(({ opened, direction, eniId, nodeName }) => (
          <li key={`${eniId} ${direction}`}>
            {fill(live.collateralAt, {
              opened: opened.join("; "),
              direction: messages[direction],
              eni: eniId,
              node: nodeName,
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function PassedNext({ state, live }: Talk): ReactNode {
  return (
    <ul className={styles["next"]}>
      {!state.diagnosed && <li>{live.nextDiagnose}</li>}
      <li>
        <code>./lab explain</code> {live.nextExplain}
      </li>
      <li>
        <code>./lab submit</code> {live.nextSubmit}
      </li>
      <li>
        <code>./lab down</code> {live.nextDown} <Link to="/drills/more">{live.nextDrill}</Link>
      </li>
    </ul>
  );
}
