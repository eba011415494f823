import type { CloudEvent } from "@troupe/contracts";
import type { Colors } from "./terminal.js";

const DATA_WIDTH = 120;

/** One event on one line: time, topic, type, who said it, data in short, id. */
export function eventLine(event: CloudEvent, colors: Colors): string {
  const data = JSON.stringify(event.data) ?? "";
  const short = data.length > DATA_WIDTH ? `${data.slice(0, DATA_WIDTH)}…` : data;
  return [
    colors.dim(event.time.slice(11, 23)),
    colors.cyan(event.topic.padEnd(19)),
    colors.bold(event.type),
    colors.dim(`by ${event.actor}`),
    short,
    colors.dim(event.id),
  ].join(" ");
}
