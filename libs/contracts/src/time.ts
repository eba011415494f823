/** An RFC 3339 time in UTC, its fraction as it was written. */
export function toUtc(time: string): string {
  if (time.endsWith("Z")) return time;
  const fraction = /\.\d+/.exec(time)?.[0] ?? "";
  const seconds = new Date(time.replace(fraction, "")).toISOString().slice(0, 19);
  return `${seconds}${fraction}Z`;
}
