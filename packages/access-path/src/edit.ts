import type { ContainerPort, Direction, Rule, SecurityGroup, Snapshot } from "./snapshot.ts";

/** One change of one group's list. Indices are those of the list just before this change. */
export type RuleEdit =
  | {
      readonly kind: "insert-rule";
      readonly groupId: string;
      readonly direction: Direction;
      /** The new rule's index; the list's length appends. */
      readonly index: number;
      readonly rule: Rule;
    }
  | { readonly kind: "remove-rule"; readonly groupId: string; readonly direction: Direction; readonly index: number }
  | {
      readonly kind: "move-rule";
      readonly groupId: string;
      readonly direction: Direction;
      readonly from: number;
      /** Where the rule stands afterwards. */
      readonly to: number;
    };

/** A change that may alter what becomes of a flow. */
export type Edit =
  | RuleEdit
  /** Something in the Pod starts to listen: its first container declares the port. */
  | { readonly kind: "listen"; readonly podUid: string; readonly port: ContainerPort };

/**
 * The snapshot with these changes, one after another; the given one stays as it is. For "what if": trace the result.
 *
 * @throws RangeError for a group, a Pod or an index that isn't there
 */
export function applyEdits(snapshot: Snapshot, edits: readonly Edit[]): Snapshot {
  return edits.reduce(applyEdit, snapshot);
}

function applyEdit(snapshot: Snapshot, edit: Edit): Snapshot {
  if (edit.kind === "listen") return listen(snapshot, edit.podUid, edit.port);
  const change = (group: SecurityGroup): SecurityGroup => ({
    ...group,
    [edit.direction]: editRules(group[edit.direction], edit),
  });
  return { ...snapshot, securityGroups: replaceOne(snapshot.securityGroups, "id", edit.groupId, change) };
}

/** One group's list with the change made. */
export function editRules(rules: readonly Rule[], edit: RuleEdit): Rule[] {
  switch (edit.kind) {
    case "insert-rule":
      checkIndex(edit.index, rules.length + 1);
      return rules.toSpliced(edit.index, 0, edit.rule);
    case "remove-rule":
      checkIndex(edit.index, rules.length);
      return rules.toSpliced(edit.index, 1);
    case "move-rule":
      checkIndex(edit.from, rules.length);
      checkIndex(edit.to, rules.length);
      return rules.toSpliced(edit.from, 1).toSpliced(edit.to, 0, rules[edit.from]!);
    default:
      return edit satisfies never;
  }
}

function checkIndex(index: number, end: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= end) throw new RangeError(`no index ${index} below ${end}`);
}

function listen(snapshot: Snapshot, podUid: string, port: ContainerPort): Snapshot {
  const pods = replaceOne(snapshot.pods, "uid", podUid, (pod) => ({
    ...pod,
    containers: pod.containers.map((container, index) =>
      index === 0 ? { ...container, ports: [...container.ports, port] } : container,
    ),
  }));
  return { ...snapshot, pods };
}

function replaceOne<K extends string, T extends Readonly<Record<K, string>>>(
  items: readonly T[],
  key: K,
  value: string,
  change: (item: T) => T,
): T[] {
  const index = items.findIndex((item) => item[key] === value);
  const item = items[index];
  if (item === undefined) throw new RangeError(`the snapshot has no ${value}`);
  return items.with(index, change(item));
}
