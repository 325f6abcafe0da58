import * as fs from "node:fs";
import * as path from "node:path";
import type { LabOutputs } from "../program.ts";
import { InfraError } from "./infra-error.ts";
import type { JsonObject } from "./json.ts";

/**
 * One resource of ours. `phase` says how far its making came, so that a run that was killed can be taken up again:
 * `requested` (a call went out, no id seen yet), `created` (has an id, may not be usable yet), `ready`.
 */
export interface ResourceRecord {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly phase: "requested" | "created" | "ready";
  /** Null only while `requested`. */
  readonly id: string | null;
  /** As the program gave them. */
  readonly inputs: JsonObject;
  /** Computed by the cloud, on top of the inputs. */
  readonly outputs: JsonObject;
  /** URNs. */
  readonly dependencies: readonly string[];
}

interface StateFile {
  readonly version: 1;
  readonly scenario: string;
  readonly region: string;
  readonly outputs: LabOutputs | null;
  /** In the order in which they were made. */
  readonly resources: readonly ResourceRecord[];
  /** Replaced by others and not yet removed. */
  readonly doomed: readonly ResourceRecord[];
}

export const STATE_FILE = "infra.json";

/** What this engine made, on disk after every change: a kill at any moment loses nothing. */
export interface State {
  readonly region: string;
  outputs(): LabOutputs | null;
  setOutputs(outputs: LabOutputs | null): void;
  get(urn: string): ResourceRecord | undefined;
  all(): readonly ResourceRecord[];
  doomed(): readonly ResourceRecord[];
  put(record: ResourceRecord): void;
  /** The record's place is free for its replacement; its thing in the cloud is removed at the end of the run. */
  doom(urn: string): void;
  /** Forget a thing that is gone from the cloud, doomed or not. */
  forget(record: ResourceRecord): void;
}

/**
 * @param scenario whose state a new file is for
 * @throws InfraError when the folder holds another scenario's state, or a file that can't be read
 */
export function openState(stateDir: string, scenario: { readonly id: string; readonly region: string }): State {
  const file = path.join(stateDir, STATE_FILE);
  const found = readState(file);
  const isEmpty = found === null || found.resources.length + found.doomed.length === 0;
  if (!isEmpty && found.scenario !== scenario.id) throw otherScenario(found.scenario, scenario.id);
  let state = isEmpty ? emptyState(scenario) : found;
  const change = (next: Partial<StateFile>) => {
    state = { ...state, ...next };
    writeAtomically(file, `${JSON.stringify(state, null, 2)}\n`);
  };
  return {
    region: state.region,
    outputs: () => state.outputs,
    setOutputs: (outputs) => change({ outputs }),
    get: (urn) => state.resources.find((one) => one.urn === urn),
    all: () => state.resources,
    doomed: () => state.doomed,
    put: (record) => change({ resources: replaced(state.resources, record) }),
    doom: (urn) => {
      const doomed = state.resources.filter((one) => one.urn === urn);
      change({ resources: state.resources.filter((one) => one.urn !== urn), doomed: [...state.doomed, ...doomed] });
    },
    forget: (record) =>
      change({
        resources: state.resources.filter((one) => one !== record),
        doomed: state.doomed.filter((one) => one !== record),
      }),
  };
}

/** What the last finished `up` gave back, without opening the file for change. */
export function readOutputs(stateDir: string): LabOutputs | null {
  return readState(path.join(stateDir, STATE_FILE))?.outputs ?? null;
}

function replaced(records: readonly ResourceRecord[], record: ResourceRecord): readonly ResourceRecord[] {
  const index = records.findIndex((one) => one.urn === record.urn);
  return index === -1 ? [...records, record] : records.with(index, record);
}

function emptyState({ id, region }: { readonly id: string; readonly region: string }): StateFile {
  return { version: 1, scenario: id, region, outputs: null, resources: [], doomed: [] };
}

function readState(file: string): StateFile | null {
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  const state = parseState(text);
  if (state === null) throw unreadable(file);
  return state;
}

function parseState(text: string): StateFile | null {
  try {
    const state = JSON.parse(text) as StateFile;
    return state.version === 1 && Array.isArray(state.resources) ? state : null;
  } catch {
    return null;
  }
}

/** Written beside and renamed: a reader sees the old text or the new one. Only its owner may read it. */
function writeAtomically(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(draft, text, { mode: 0o600 });
  fs.renameSync(draft, file);
}

function otherScenario(found: string, wanted: string): InfraError {
  return new InfraError({
    code: "Infra.OtherScenario",
    text: {
      zh: `这里已经搭好了演练“${found}”，不能再搭“${wanted}”。`,
      en: `The drill '${found}' stands here already, so '${wanted}' cannot be built.`,
    },
    hint: { zh: "先运行 lab down，再重新 lab up。", en: "Run `lab down` first, then `lab up` again." },
  });
}

function unreadable(file: string): InfraError {
  return new InfraError({
    code: "Infra.StateUnreadable",
    text: { zh: `状态文件 ${file} 无法读取。`, en: `The state file ${file} cannot be read.` },
    hint: {
      zh: "删除该文件，然后依次运行 lab down 和 lab up，从头再来。",
      en: "Delete the file, then run `lab down` and `lab up` to start afresh.",
    },
  });
}
