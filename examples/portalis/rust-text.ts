import type { Mapped } from "@troupe/translate";

/** The Rust signature of each function and its place in the Python. */
export function signaturesOf(rust: string, map: readonly Mapped[]) {
  const lines = rust.split("\n");
  return map.map(({ function: name, file, line, from, to }) => {
    const head = lines.slice(from - 1, to).find((each) => /^\s*(pub )?fn /.test(each));
    return { function: name, file, line, signature: head === undefined ? null : signatureOf(head) };
  });
}

/** Types, signatures and traits of a program: its Rust without the bodies of functions. */
export function specificationOf(rust: string): string {
  const kept: string[] = [];
  let isType = false;
  for (const line of rust.split("\n")) {
    const text = line.trim();
    if (/^(pub )?(struct|enum) /.test(text)) isType = /\{$/.test(text);
    else if (isType) isType = line !== "}";
    else if (/^(pub )?fn /.test(text)) {
      kept.push(`${line.slice(0, line.indexOf(text))}${signatureOf(text)};`);
      continue;
    } else if (/^impl\b.*\{$/.test(line)) {
      if (kept.at(-1)?.startsWith("impl") || kept.at(-1)?.startsWith("    fn")) kept.push("}");
    } else if (!/^static /.test(line)) continue;
    kept.push(line);
  }
  return `${kept.join("\n")}\n`;
}

const signatureOf = (line: string): string => line.trim().replace(/\s*\{.*$/, "");
