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

function balance(line: string): number {
  let depth = 0;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (c === '"') {
      i += 1;
      while (i < line.length && line[i] !== '"') i += line[i] === "\\" ? 2 : 1;
    } else if (c === "'" && line[i + 2] === "'") i += 2;
    else if (c === "{" || c === "(" || c === "[") depth += 1;
    else if (c === "}" || c === ")" || c === "]") depth -= 1;
  }
  return depth;
}
