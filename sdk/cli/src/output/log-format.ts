import type { LogLine } from "../stack/log.js";
import type { Colors } from "./terminal.js";

const PALETTE = ["cyan", "magenta", "green", "blue", "yellow", "cyanBright", "magentaBright", "greenBright"] as const;
const WIDTH = 12;

/** Formats log lines for people: time, coloured source, message, and what else the line says. */
export function createLogFormat(colors: Colors): (line: LogLine) => string {
  const given = new Map<string, (typeof PALETTE)[number]>();
  const colorOf = (source: string) => {
    const known = given.get(source) ?? PALETTE[given.size % PALETTE.length] ?? "cyan";
    given.set(source, known);
    return colors[known];
  };
  return ({ time, level, source, message, ...rest }) => {
    const label = colorOf(source)(source.replace(/^agent:/, "").padEnd(WIDTH));
    const mark =
      level === "warn" ? colors.yellow("warn ") : level === "error" || level === "fatal" ? colors.red("error ") : "";
    const more = Object.entries(rest).map(([name, value]) => colors.dim(` ${name}=${show(value)}`));
    return `${colors.dim(time.slice(11, 19))} ${label} ${mark}${message}${more.join("")}`;
  };
}

function show(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null && "message" in value) return String(value.message);
  return JSON.stringify(value) ?? "";
}
