/** Indents Rust text by its braces; strings, characters and lifetimes are told apart. */
export function indent(text: string): string {
  let depth = 0;
  const out: string[] = [];
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    if (line === "") continue;
    const lead = /^[}\])]+/.exec(line)?.[0].length ?? 0;
    out.push("    ".repeat(Math.max(0, depth - lead)) + line);
    depth += balance(line);
  }
  return out.join("\n");
}

const [QUOTE, TICK, BACKSLASH] = [0x22, 0x27, 0x5c];
/** By character: opening brackets count up, closing ones down. */
const BRACKETS = new Int8Array(128);
for (const open of "([{") BRACKETS[open.charCodeAt(0)] = 1;
for (const close of ")]}") BRACKETS[close.charCodeAt(0)] = -1;

function balance(line: string): number {
  let depth = 0;
  for (let i = 0; i < line.length; i++) {
    const c = line.charCodeAt(i);
    if (c === QUOTE) {
      i += 1;
      while (i < line.length && line.charCodeAt(i) !== QUOTE) i += line.charCodeAt(i) === BACKSLASH ? 2 : 1;
    } else if (c === TICK && line.charCodeAt(i + 2) === TICK) i += 2;
    else if (c < BRACKETS.length) depth += BRACKETS[c] as number;
  }
  return depth;
}
