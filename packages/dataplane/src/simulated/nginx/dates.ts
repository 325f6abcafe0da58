const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** `Mon, 23 Nov 2026 03:15:40 GMT` */
export function httpDate(ms: number): string {
  const { day, month, year, time, weekday } = partsOf(ms);
  return `${weekday}, ${day} ${month} ${year} ${time} GMT`;
}

/** `23/Nov/2026:03:15:40 +0000` */
export function accessTime(ms: number): string {
  const { day, month, year, time } = partsOf(ms);
  return `${day}/${month}/${year}:${time} +0000`;
}

/** `Mon Nov 23 03:15:40 UTC 2026`, as `date` prints it */
export function shellDate(ms: number): string {
  const { day, month, year, time, weekday } = partsOf(ms);
  return `${weekday} ${month} ${day.replace(/^0/, " ")} ${time} UTC ${year}`;
}

function partsOf(ms: number) {
  const date = new Date(ms);
  return {
    weekday: DAYS[date.getUTCDay()]!,
    day: String(date.getUTCDate()).padStart(2, "0"),
    month: MONTHS[date.getUTCMonth()]!,
    year: String(date.getUTCFullYear()),
    time: date.toISOString().slice(11, 19),
  };
}
