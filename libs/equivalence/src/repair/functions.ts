/** A function in generated Rust: its lines, from 0, and the line that says its name and types. */
export interface RustFunction {
  name: string;
  signature: string;
  from: number;
  to: number;
}

const HEAD = /^( *)(?:pub )?fn (\w+)\(.*\{$/;

/** The functions of generated Rust, methods included; each ends with a brace under its head. */
export function functionsOf(rust: string): RustFunction[] {
  const lines = rust.split("\n");
  return lines.flatMap((line, from) => {
    const [, indent, name] = HEAD.exec(line) ?? [];
    if (indent === undefined || name === undefined || name === "main") return [];
    const length = lines.slice(from + 1).indexOf(`${indent}}`);
    return length < 0 ? [] : [{ name, signature: line.trim(), from, to: from + 1 + length }];
  });
}

/** The text between a function's head and its closing brace. */
export function bodyOf(rust: string, found: RustFunction): string {
  return rust
    .split("\n")
    .slice(found.from + 1, found.to)
    .join("\n");
}

/** The Rust with another body in the function of that signature; unchanged where there is none. */
export function withBody(rust: string, signature: string, body: string): string {
  const found = functionsOf(rust).find((each) => each.signature === signature);
  if (found === undefined) return rust;
  const lines = rust.split("\n");
  return [...lines.slice(0, found.from + 1), body, ...lines.slice(found.to)].join("\n");
}

const OUTSIDE =
  /\b(?:unsafe|extern|asm|include\w*|env|mod|use|static|macro_rules|fs|net|process|std|core|alloc)\b|#!?\[/;

/** What is wrong with a proposed body, or undefined: it stays within its function and the runtime's API. */
export function faultOfBody(body: string): string | undefined {
  const bare = body.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\/\/.*$/gm, "");
  const outside = OUTSIDE.exec(bare);
  if (outside !== null) return `\`${outside[0]}\` is outside what a body may use`;
  let depth = 0;
  for (const c of bare.replace(/'(?:[^'\\]|\\.)'/g, "' '")) {
    if (c === "{") depth += 1;
    if (c === "}") depth -= 1;
    if (depth < 0) return "its braces end the function early";
  }
  return depth === 0 ? undefined : "its braces are not closed";
}
