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

/** A line of JSON as pino writes it; anything else becomes its message. */
export function lineOfPino(text: string): LogLine {
  try {
    const { time, level, service, msg, ...rest } = JSON.parse(text) as Record<string, unknown>;
    return {
      time: String(time),
      level: String(level),
      source: String(service ?? "stack"),
      message: String(msg ?? ""),
      ...rest,
    };
  } catch {
    return { time: new Date().toISOString(), level: "info", source: "stack", message: text.trim() };
  }
}
