import { readFileSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { readRules, type Written } from "./crash/answered-rules.ts";
import { namespacesOf } from "./crash/leftovers.ts";
import { random } from "./crash/random.ts";
import { labProcess, processesNaming, processesOf } from "./lab-process.ts";

/** `npm test` samples; CI asks for the whole loop. */
const CRASHES = Number(process.env["PODPATH_CRASHES"] ?? 6);
const SEED = Number(process.env["PODPATH_CRASH_SEED"] ?? Date.now() % 100_000);
/** An id that nobody has, so that every process of it is the lab's. */
const UID = 46_000 + (process.pid % 1000);
/** After so many crashes packets are asked, and the lab is taken down, which must leave nothing. */
const FRESH_EVERY = 8;
const TOLD_EVERY = 25;
/** Far beyond what a loaded machine needs; when it is reached, the loop tells where it stands. */
const CRASH_LIMIT_MS = 60_000;
/** Writing rules and idling have no end of their own to be measured. */
const RULES_MS = 600;
const IDLE_MS = 300;
/** What is left must be gone by then, on a loaded machine too. */
const SETTLED_MS = 15_000;

/** What the lab is doing when it is hit. */
const ACTS = ["up", "up", "up", "reset", "down", "down", "rules", "rules", "rules", "idle"] as const;
/**
 * What is hit: the command at work, the supervisor, both, or any one process of the lab, a Pod's or the data plane's. That last
 * once in a lab's life: a container that ends again within ten minutes is held back by its kubelet, as on a cluster.
 */
const VICTIMS = ["command", "supervisor", "both", "part"] as const;
type Act = (typeof ACTS)[number];
type Victim = (typeof VICTIMS)[number];

const lab = labProcess({ uid: UID });
afterAll(() => lab.dispose());

const supervisors = (): readonly number[] =>
  processesNaming(lab.folder)
    .filter((line) => line.includes("supervisor/main.ts"))
    .map((line) => Number(line.split(" ")[0]));

/** Of all supervisors since the lab was last started from nothing; the end is what matters. */
const supervisorLog = (): string => readFileSync(`${lab.folder}/supervisor.log`, "utf8").slice(-4000);
const mounts = (): number => readFileSync("/proc/self/mounts", "utf8").split("\n").length;

function kill(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // it had ended by itself
    }
  }
}

/** How long each command takes here and now: kills fall anywhere in that. */
async function measure(): Promise<Readonly<Record<Act, number>>> {
  const timed = async (command: string): Promise<number> => {
    const started = performance.now();
    const ran = await lab.run(command);
    expect(ran.status, ran.stderr).toBe(0);
    return performance.now() - started;
  };
  const up = await timed("up");
  const reset = await timed("reset");
  const down = await timed("down");
  return { up, reset, down, rules: RULES_MS, idle: IDLE_MS };
}

test.runIf(process.getuid?.() === 0)(
  `killed with -9 at ${CRASHES} random points, up recovers, nothing leaks, nothing answered is lost`,
  async () => {
    const next = random(SEED);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
    const mountsBefore = mounts();
    const lasts = await measure();
    // What a lab at rest is made of; each recovery must come back to just that.
    expect((await lab.run("up")).status).toBe(0);
    const healthy = { processes: processesOf(UID).length, namespaces: namespacesOf(UID) };
    const counts: Record<string, number> = {};
    let answered = 0;
    let rules = await readRules(lab.folder);
    const asBuilt = rules.listed;
    let [isUp, before, partHit] = [true, asBuilt, false];

    for (let i = 0; i < CRASHES; i++) {
      const act = isUp ? pick(ACTS) : "up";
      const wished: Victim = act === "rules" || act === "idle" ? pick(["supervisor", "part"]) : pick(VICTIMS);
      const victim = wished === "part" && partHit ? "supervisor" : wished;
      partHit ||= victim === "part";
      const at = Math.floor(next() * lasts[act]);
      const where = `seed ${SEED}, crash ${i}: ${victim} at ${at} ms of ${act}`;
      counts[`${act}/${victim}`] = (counts[`${act}/${victim}`] ?? 0) + 1;

      const writer = act === "rules" ? rules.write() : null;
      const command = act === "rules" || act === "idle" ? null : lab.start(act);
      const ended = command && new Promise((resolve) => command.once("exit", resolve));
      await sleep(at);
      if (victim === "command" || victim === "both") kill([command!.pid!]);
      if (victim === "supervisor" || victim === "both") kill(supervisors());
      if (victim === "part") kill([Number(pick(processesOf(UID)))]);
      await ended;
      const written = (await writer?.stop()) ?? null;
      answered += written?.calls ?? 0;

      const up = await lab.run("up");
      expect(up.status, `${where}\n${up.stderr}\n${supervisorLog()}`).toBe(0);
      rules = await readRules(lab.folder);
      expect(possibleAfter(act, written, before, asBuilt), where).toContainEqual(rules.listed);
      before = rules.listed;
      // The kernel counts one line a rule and one for the implicit drop: packets obey what the API says.
      await expect
        .poll(() => rules.linesInKernel(), { timeout: SETTLED_MS, message: where })
        .toBe(rules.listed.length + 1);
      await expect
        .poll(() => ({ processes: processesOf(UID).length, namespaces: namespacesOf(UID) }), {
          timeout: SETTLED_MS,
          message: where,
        })
        .toEqual(healthy);
      expect(supervisors(), where).toHaveLength(1);
      isUp = true;

      if ((i + 1) % FRESH_EVERY === 0 || i + 1 === CRASHES) {
        const curl = ["exec", "podA", "--", "curl", "-s", "--connect-timeout", "1", "http://10.0.35.150"];
        expect((await lab.run(...curl)).status, where).toBe(28);
        expect((await lab.run("down")).status, where).toBe(0);
        await expect.poll(() => processesOf(UID), { timeout: SETTLED_MS, message: where }).toEqual([]);
        expect(leftFiles(), where).toEqual([]);
        [isUp, before, partHit] = [false, asBuilt, false];
      }
      if ((i + 1) % TOLD_EVERY === 0) console.log(`${i + 1} of ${CRASHES} crashes: all recovered, nothing left`);
    }
    expect(mounts()).toBe(mountsBefore);
    console.log(
      `crashes: ${CRASHES}, seed ${SEED}: all recovered, nothing left, ${answered} answered rule changes all kept\n` +
        Object.entries(counts)
          .toSorted(([one], [other]) => (one < other ? -1 : 1))
          .map(([what, count]) => `  ${what} ${count}`)
          .join("\n"),
    );
  },
  CRASH_LIMIT_MS * (CRASHES + 1),
);

/** Rules that may stand after a crash: none that was answered is lost, none is there that nobody asked for. */
function possibleAfter(
  act: Act,
  written: Written | null,
  before: readonly string[],
  asBuilt: readonly string[],
): readonly (readonly string[])[] {
  if (written) return [written.sure, written.withUnanswered];
  return act === "reset" || act === "down" ? [before, asBuilt] : [before];
}

/** After a `down`, the log alone stays, and what the next lab is to go on with: the language once it was chosen, the ports. */
function leftFiles(): readonly string[] {
  return readdirSync(lab.folder).filter((name) => !["supervisor.log", "settings.json", "ports.json"].includes(name));
}
