/** Where progress is shown. */
export interface Screen {
  write(text: string): void;
  /** Columns of a terminal; undefined where lines are read by no person. */
  columns: number | undefined;
  color: boolean;
}

/** Shows, per file, which stage it is at. */
export interface Progress {
  begin(files: number): void;
  at(file: string, stage: string): void;
  done(file: string): void;
  /** Says why nothing moves for a while. */
  note(line: string): void;
  /** Writes a line to where results go, past what is shown. */
  around(print: () => void): void;
  end(): void;
}

const MOST_LINES = 8;

/** On a terminal a line for each file under way, drawn anew as they move; elsewhere a line for each stage. */
export function progressOn(screen: Screen): Progress {
  let total = 0;
  let done = 0;
  let drawn = 0;
  const under = new Map<string, string>();
  const { columns } = screen;
  const dim = (text: string): string => (screen.color ? `\x1b[2m${text}\x1b[22m` : text);
  const clear = (): void => {
    if (drawn > 0) screen.write(`\x1b[${drawn}A\x1b[0J`);
    drawn = 0;
  };
  const draw = (): void => {
    if (columns === undefined) return;
    const rows = [...under].slice(0, MOST_LINES).map(([file, stage]) => `  ${stage.padEnd(14)} ${printable(file)}`);
    const more = under.size > MOST_LINES ? [`  and ${under.size - MOST_LINES} more`] : [];
    const lines = under.size === 0 ? [] : [`${done} of ${total} done`, ...rows, ...more];
    clear();
    screen.write(lines.map((line) => `${dim(line.slice(0, columns - 1))}\n`).join(""));
    drawn = lines.length;
  };
  return {
    begin(files) {
      total = files;
      draw();
    },
    at(file, stage) {
      under.set(file, stage);
      if (columns === undefined) screen.write(`[${done + 1}/${total}] ${printable(file)}: ${stage}\n`);
      else draw();
    },
    done(file) {
      under.delete(file);
      done += 1;
      draw();
    },
    note(line) {
      clear();
      screen.write(`${dim(line)}\n`);
      draw();
    },
    around(print) {
      clear();
      print();
      draw();
    },
    end: clear,
  };
}

/** A name that came from outside, safe to show: control characters are written out. */
export const printable = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
