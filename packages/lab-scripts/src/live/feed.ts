import type { RuleCounter, Snapshot } from "@podpath/access-path";
import type { GradeJson } from "@podpath/checker";
import type { Emulator } from "@podpath/emulator";
import type { LabFolder } from "../lab-folder.ts";
import type { LabStatus } from "../status.ts";
import { LIVE, OUTCOMES, type LiveEvent, type LiveLab, type Refusal } from "./protocol.ts";
import type { Queue } from "./queue.ts";
import type { LabAnswer } from "./run-lab.ts";

/** One story for all pages that look: each gets what stands now, then every change. */
export interface Feed {
  /** @returns ends it; null when too many look */
  watch(listener: (event: LiveEvent) => void): (() => void) | null;
  /** Tells everybody. */
  tell(event: LiveEvent): void;
  /** What the lab is now, asked for if nobody has looked yet. */
  lab(): Promise<LiveLab | null>;
  /** Of the account that is up. */
  accountId(): string | null;
  close(): void;
}

interface Options {
  readonly emulator: Emulator;
  readonly folder: LabFolder;
  readonly queue: Queue;
  /** Runs a command of ours. */
  readonly run: (words: readonly string[]) => Promise<LabAnswer>;
  readonly log: (line: string) => void;
}

/**
 * Looks at the lab a few times a second while somebody watches, and not at all otherwise. Whenever the state differs it is
 * graded again, as `check --watch` does; but not before the learner has sent a first packet himself, since a check sends
 * some, and a prediction counts only before.
 */
export function createFeed({ emulator, folder, queue, run, log }: Options): Feed {
  const listeners = new Set<(event: LiveEvent) => void>();
  const last = new Map<LiveEvent["type"], { readonly event: LiveEvent; readonly text: string }>();
  let timer: NodeJS.Timeout | null = null;
  let looking = false;
  let spokenAt = 0;
  let revision = -1;
  let state = "";
  let cast = "";
  let gradedState = "";
  let known: LiveLab | null = null;

  const send = (event: LiveEvent): void => {
    spokenAt = Date.now();
    for (const listener of listeners) listener(event);
  };
  /** Only what differs from what was said last. */
  const say = (event: LiveEvent): void => {
    const text = JSON.stringify(event);
    if (last.get(event.type)?.text === text) return;
    last.set(event.type, { event, text });
    send(event);
  };
  /** Also when it was said before: it happened again. */
  const tell = (event: LiveEvent): void => {
    // Whoever grades, it is of the state that stands now.
    if (event.type === "checking" && event.busy) gradedState = state;
    last.set(event.type, { event, text: "" });
    send(event);
  };

  const accountId = (): string | null => {
    const id = readQuietly(() => folder.readJson("lab.json", isObject)?.["account"]);
    return emulator.accounts().find((account) => account.id === id)?.id ?? null;
  };
  const readLab = async (): Promise<LiveLab | null> => {
    const { exit, answer } = await run(["status"]);
    const problem = (answer as Refusal | null)?.error;
    known = exit === 0 ? labOf(answer as LabStatus) : null;
    say({ type: "lab", lab: known, problem: problem ?? null });
    return known;
  };
  const attempt = (): Omit<Extract<LiveEvent, { type: "attempt" }>, "type"> => {
    const { probed, answers } = readQuietly(() => folder.readJson("attempt.json", isObject)) ?? {};
    const all: readonly unknown[] = Array.isArray(answers) ? answers : [];
    const given = all.filter(isObject);
    const first = given.find((answer) => answer["kind"] === "prediction");
    return {
      probed: probed === true,
      prediction: OUTCOMES.find((one) => one === first?.["outcome"]) ?? null,
      diagnosed: given.some((answer) => answer["kind"] === "diagnosis"),
    };
  };
  const grade = async (): Promise<void> => {
    tell({ type: "checking", busy: true });
    const { answer } = await run(["check"]);
    const graded = answer as GradeJson | Refusal | null;
    if (graded !== null && "checks" in graded) tell({ type: "grade", grade: graded });
    else if (graded?.error.code === "StillChanging") gradedState = "";
    tell({ type: "checking", busy: false });
  };

  const look = async (): Promise<void> => {
    const id = accountId();
    if (id === null) {
      if (state !== "none") {
        state = "none";
        cast = "";
        for (const type of ["snapshot", "counters", "observation", "grade"] as const) last.delete(type);
        await readLab();
      }
      return;
    }
    const snapshot = emulator.snapshot(id);
    const done = attempt();
    say({ type: "attempt", ...done });
    if (snapshot.revision !== revision || state === "none") {
      revision = snapshot.revision;
      const before = state;
      state = JSON.stringify({ ...snapshot, revision: 0 });
      // What was observed under other rules says nothing of these; the page forgets it likewise.
      if (state !== before) last.delete("observation");
      if (castOf(id, snapshot) !== cast || known === null) {
        await readLab();
        cast = castOf(id, snapshot);
      }
      say({ type: "snapshot", snapshot: { ...snapshot, revision: 0 } });
    }
    say({ type: "counters", counters: sorted(await emulator.dataPlane(id).counters()) });
    if (done.probed && known?.podA && known.podB && state !== gradedState) {
      gradedState = state;
      void queue.whenIdle(grade).catch((error: unknown) => log(`live: ${String(error)}`));
    }
  };
  const tick = (): void => {
    if (Date.now() - spokenAt > LIVE.ALIVE_MS) send({ type: "alive" });
    if (looking) return;
    looking = true;
    look()
      .catch((error: unknown) => log(`live: ${String((error as Error).stack ?? error)}`))
      .finally(() => (looking = false));
  };
  const rest = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  return {
    tell,
    accountId,
    // While nobody watches, nobody has noticed what changed.
    lab: async () => (timer === null ? null : known) ?? (await readLab()),
    watch(listener) {
      if (listeners.size >= LIVE.FEEDS) return null;
      for (const { event } of last.values()) listener(event);
      listeners.add(listener);
      timer ??= setInterval(tick, LIVE.LOOK_MS);
      tick();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) rest();
      };
    },
    close: rest,
  };
}

function labOf({ scenario, title, clusterId, dataPlane, podA, podB, hints }: LabStatus): LiveLab {
  return { scenario, title, clusterId, dataPlane, podA, podB, hints };
}

/** Changes when somebody else plays a part. */
function castOf(account: string, { pods, nodes }: Snapshot): string {
  const places = pods.map((pod) => [pod.uid, pod.nodeName, pod.eniId, pod.addresses.join()].join(" "));
  return [account, ...places, ...nodes.map(({ name }) => name)].join("\n");
}

function sorted(counters: readonly RuleCounter[]): readonly RuleCounter[] {
  const name = ({ eniId, direction, groupId, rule }: RuleCounter): string =>
    [eniId, direction, groupId ?? "~", rule === null ? "~" : String(rule).padStart(3, "0")].join(" ");
  return counters.toSorted((a, b) => (name(a) < name(b) ? -1 : 1));
}

/** Fields are looked at one by one: what reads these files for their meaning is larger than a supervisor should be. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** A file that is being replaced, or that a newer version wrote, is for the commands to complain about. */
function readQuietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
