import Table from "cli-table3";
import pc from "picocolors";
import { printable } from "./printable.js";

export type Colors = ReturnType<typeof pc.createColors>;

/** Where a command writes. Results go to `out`, everything said about them to `note`. */
export interface Terminal {
  readonly colors: Colors;
  readonly isInteractive: boolean;
  out(text: string): void;
  note(text: string): void;
  /** One JSON document a line. */
  json(value: unknown): void;
  /** Rows under a header; `empty` when there are none. */
  table(header: readonly string[], rows: readonly (readonly string[])[], empty: string): void;
}

interface Sink {
  write(text: string): unknown;
}

export interface TerminalOptions {
  readonly out: Sink;
  readonly note: Sink;
  readonly color: boolean;
  readonly isInteractive: boolean;
}

const BARE = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

export function createTerminal(options: TerminalOptions): Terminal {
  const colors = pc.createColors(options.color);
  const terminal: Terminal = {
    colors,
    isInteractive: options.isInteractive,
    out: (text) => options.out.write(`${printable(text, options.color)}\n`),
    note: (text) => options.note.write(`${printable(text, options.color)}\n`),
    json: (value) => options.out.write(`${JSON.stringify(value)}\n`),
    table(header, rows, empty) {
      if (rows.length === 0) {
        terminal.note(empty);
        return;
      }
      const table = new Table({
        head: header.map((name) => colors.dim(name)),
        chars: BARE,
        style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
      });
      table.push(...rows.map((row) => [...row]));
      terminal.out(
        table
          .toString()
          .split("\n")
          .map((line) => line.trimEnd())
          .join("\n"),
      );
    },
  };
  return terminal;
}

/** Whether to colour, by NO_COLOR, FORCE_COLOR and the stream. */
export function wantsColor(env: Readonly<Record<string, string | undefined>>, isTTY: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR && env.FORCE_COLOR !== "0") return true;
  return isTTY && env.TERM !== "dumb";
}
