/** What differs from one lab to the next, and what it is called when outputs are compared. Nothing else may differ. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\b(vpc|subnet|sg|eni|ins|cls|np|asg)-[0-9a-z]{8}\b/g, "$1-*"],
  // Whatever the Deployment is called: a seed names it anew.
  [/\b([a-z][a-z0-9-]*)-[0-9a-f]{8,10}-[0-9a-z]{5}\b/g, "$1-*"],
  [/podpath=[0-9a-f]{16}/g, "podpath=*"],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "<uuid>"],
  [/127\.0\.0\.1:\d+/g, "127.0.0.1:*"],
  [/\b\d+(\.\d+)? ?(ms|s|m|h|秒|seconds?)(?![A-Za-z])/g, "<time>"],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?/g, "<date>"],
  [/[I]\d{4} \d\d:\d\d:\d\d\.\d+/g, "<date>"],
  [/([Rr]esourceVersion: ?")\d+/g, "$1*"],
  [/Node v\d+\.\d+\.\d+ · \S+/g, "Node *"],
  // Only where the site has been built.
  [/^(教程|[Gg]uide)[：: ].*\n?/gm, ""],
  // A rollout, and the Pod that it takes away, may be further or less far when somebody looks.
  [/^Waiting for deployment .*\n?/gm, ""],
  [/^\S+ .* Terminating .*\n?/gm, ""],
  // Resources that don't wait for each other are made in any order.
  [/^ *✓ (已创建|created ).*\n/gm, ""],
  // A SYN may be sent again before anybody looks.
  [/ \+\d+$/gm, " +*"],
  // curl's wording differs by version; its exit code is compared.
  [/curl: \((\d+)\) .*/g, "curl: ($1) *"],
  // Columns are as wide as what stands in them.
  [/[ \t]+/g, " "],
];

/** An output with everything volatile replaced: equal for two runs that say the same. */
export function mask(output: string): string {
  const masked = MASKS.reduce((text, [pattern, name]) => text.replace(pattern, name), output);
  return masked
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
}
