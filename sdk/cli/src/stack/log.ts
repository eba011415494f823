import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from "node:fs";
import { dirname } from "node:path";

const KEEP_BYTES = 20 * 1024 * 1024;

/** One line of a service's or an agent's log. */
export interface LogLine {
  /** RFC 3339. */
  readonly time: string;
  readonly level: string;
  /** `events`, `nats`, `agent:greeter`, … */
  readonly source: string;
  readonly message: string;
  readonly [member: string]: unknown;
}

/** Where all logs of the stack come together. */
export interface StackLog {
  write(line: LogLine): void;
  /** One line of pino's, as the services write them. */
  writePino(text: string): void;
  close(): Promise<void>;
}

/** Keeps the log in a file, the one before as `<file>.1`, and shows each line. */
export function openLog(file: string, show: (line: LogLine) => void): StackLog {
  mkdirSync(dirname(file), { recursive: true });
  let written = sizeOf(file);
  let stream = openFile(file);
  const write = (line: LogLine) => {
    const text = `${JSON.stringify(line)}\n`;
    if (written > KEEP_BYTES) {
      stream.end();
      renameSync(file, `${file}.1`);
      stream = openFile(file);
      written = 0;
    }
    written += Buffer.byteLength(text);
    stream.write(text);
    show(line);
  };
  return {
    write,
    writePino: (text) => write(lineOfPino(text)),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}

function openFile(file: string): WriteStream {
  const stream = createWriteStream(file, { flags: "a", mode: 0o600 });
  stream.on("error", () => {});
  return stream;
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

/** A line an agent wrote: one of JSON with a level and a message is taken apart, anything else is its message. */
export function lineOfAgent(source: string, text: string): LogLine {
  const time = new Date().toISOString();
  const parsed = text.startsWith("{") ? parseObject(text) : undefined;
  if (parsed === undefined || typeof parsed.msg !== "string") return { time, level: "info", source, message: text };
  const { time: _time, level, msg, ...rest } = parsed;
  return { ...rest, time, level: typeof level === "string" ? level : "info", source, message: msg };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** A line of JSON as pino writes it; anything else becomes its message. */
export function lineOfPino(text: string): LogLine {
  const parsed = parseObject(text);
  if (parsed === undefined) {
    return { time: new Date().toISOString(), level: "info", source: "stack", message: text.trim() };
  }
  const { time, level, service, msg, ...rest } = parsed;
  const source = String(service ?? "stack");
  return { ...rest, time: String(time), level: String(level), source, message: String(msg ?? "") };
}
