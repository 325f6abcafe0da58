import type { Direction } from "@podpath/access-path";
import { useEffect, useState } from "react";
import type { LessonGroup } from "../access-path/lesson.ts";
import type { Link } from "./connection.ts";
import type { Reply } from "./protocol.ts";

/** Rules that the reader has changed and not written yet, of one direction of one group. */
interface Draft {
  /** As they were when he began. */
  readonly was: readonly string[];
  readonly rules: readonly string[];
}

export interface Drafts {
  /** The groups with what the reader made of them. */
  readonly groups: readonly LessonGroup[];
  isChanged(groupId: string, direction: Direction): boolean;
  /** The rules as somebody else has left them since the reader began; null: nobody has. */
  movedTo(groupId: string, direction: Direction): readonly string[] | null;
  change(groupId: string, direction: Direction, rules: readonly string[]): void;
  discard(groupId: string, direction: Direction): void;
  /** Goes up with each discard: what was typed and can't be read goes too. */
  readonly edition: number;
  /** Through the cloud API, by the learner's own credentials. */
  write(groupId: string, direction: Direction): Promise<Reply>;
}

export function useDrafts(real: readonly LessonGroup[], link: Link | null): Drafts {
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const [edition, setEdition] = useState(0);
  // What has been written is no draft any more, also when somebody takes it back later.
  useEffect(() => setDrafts((before) => withoutWritten(before, real)), [real]);
  const rulesOf = (id: string, direction: Direction): readonly string[] =>
    real.find((group) => group.id === id)?.[direction] ?? [];
  const draftOf = (id: string, direction: Direction): Draft | undefined => {
    const draft = drafts[`${id} ${direction}`];
    return draft !== undefined && !equal(draft.rules, rulesOf(id, direction)) ? draft : undefined;
  };
  const put = (id: string, direction: Direction, draft: Draft): void =>
    setDrafts((before) => ({ ...before, [`${id} ${direction}`]: draft }));
  return {
    groups: real.map((group) => ({
      ...group,
      ingress: draftOf(group.id, "ingress")?.rules ?? group.ingress,
      egress: draftOf(group.id, "egress")?.rules ?? group.egress,
    })),
    isChanged: (id, direction) => draftOf(id, direction) !== undefined,
    movedTo(id, direction) {
      const [draft, now] = [draftOf(id, direction), rulesOf(id, direction)];
      return draft === undefined || equal(draft.was, now) ? null : now;
    },
    change: (id, direction, rules) =>
      put(id, direction, { was: draftOf(id, direction)?.was ?? rulesOf(id, direction), rules }),
    edition,
    discard(id, direction) {
      setEdition((last) => last + 1);
      setDrafts((before) => Object.fromEntries(Object.entries(before).filter(([key]) => key !== `${id} ${direction}`)));
    },
    async write(id, direction) {
      const draft = draftOf(id, direction);
      if (draft === undefined || link === null) return { kind: "lost" };
      return link.ask({ verb: "rules", group: id, direction, was: draft.was, rules: draft.rules });
    },
  };
}

function withoutWritten(drafts: Readonly<Record<string, Draft>>, real: readonly LessonGroup[]) {
  const open = Object.entries(drafts).filter(([key, { rules }]) => {
    const [id, direction] = key.split(" ") as [string, Direction];
    return !equal(rules, real.find((group) => group.id === id)?.[direction] ?? []);
  });
  return open.length === Object.keys(drafts).length ? drafts : Object.fromEntries(open);
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((rule, index) => rule === b[index]);
}
