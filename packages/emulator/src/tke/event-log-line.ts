import type { KubeObject } from "../kube/cluster-objects.ts";

/**
 * A line as client-go's event broadcaster writes it: 15 fields, separated by blanks, stand before the message, so that the
 * playbook's `awk '{print $24}'` finds the ninth word of it. The message's own wording is inferred.
 *
 * @source docs/facts.md#ipamd-log-line
 */
export function eventLogLine(
  about: KubeObject,
  event: { readonly type: string; readonly reason: string; readonly message: string },
  now: number,
): string {
  const { name, namespace = "", uid, resourceVersion } = about.metadata;
  const reference = [
    `Kind:"${about.kind}"`,
    `Namespace:"${namespace}"`,
    `Name:"${name}"`,
    `UID:"${uid}"`,
    `APIVersion:"${about.apiVersion}"`,
    `ResourceVersion:"${resourceVersion}"`,
    `FieldPath:""`,
  ].join(", ");
  const { type, reason, message } = event;
  return `${klogHead(now)}       1 event.go:281] Event(v1.ObjectReference{${reference}}): type: '${type}' reason: '${reason}' ${message}`;
}

/** `I0413 22:07:38.926126` */
function klogHead(now: number): string {
  const [, month, day, time] = /^\d+-(\d\d)-(\d\d)T([\d:.]+)Z$/.exec(new Date(now).toISOString())!;
  return `I${month}${day} ${time}000`;
}
