const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/**
 * A length of time as kubectl writes ages: two units while the first is small, then one.
 *
 * @source k8s.io/apimachinery/pkg/util/duration HumanDuration
 */
export function humanDuration(ms: number): string {
  if (ms < -SECOND) return "<invalid>";
  const of = (unit: number): number => Math.floor(ms / unit);
  const pair = (unit: number, letter: string, sub: number, subLetter: string): string => {
    const rest = Math.floor((ms % unit) / sub);
    return rest === 0 ? `${of(unit)}${letter}` : `${of(unit)}${letter}${rest}${subLetter}`;
  };
  if (ms < 2 * MINUTE) return `${Math.max(0, of(SECOND))}s`;
  if (ms < 10 * MINUTE) return pair(MINUTE, "m", SECOND, "s");
  if (ms < 3 * HOUR) return `${of(MINUTE)}m`;
  if (ms < 8 * HOUR) return pair(HOUR, "h", MINUTE, "m");
  if (ms < 2 * DAY) return `${of(HOUR)}h`;
  if (ms < 8 * DAY) return pair(DAY, "d", HOUR, "h");
  if (ms < 2 * YEAR) return `${of(DAY)}d`;
  if (ms < 8 * YEAR) return pair(YEAR, "y", DAY, "d");
  return `${of(YEAR)}y`;
}

/** The time since an RFC 3339 stamp, or `<unknown>`. */
export function ageOf(stamp: string | null | undefined, nowMs: number): string {
  return stamp === undefined || stamp === null || stamp === "" ? "<unknown>" : humanDuration(nowMs - Date.parse(stamp));
}
