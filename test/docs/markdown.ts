/** A fenced block of a Markdown file: its language, the words after it, and where it stands. */
export interface Snippet {
  readonly language: string;
  /** `key=value` words of the info string; a bare word is `true`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  /** 1-based line of the opening fence. */
  readonly line: number;
}

const FENCE = /^(?<indent> *)(?<mark>`{3,}|~{3,})(?<info>.*)$/;
const ATTRIBUTE = /([A-Za-z-]+)(?:=(?:"([^"]*)"|(\S+)))?/g;

/** Every fenced block of `markdown`, in order. Throws when a fence is not closed. */
export function snippetsOf(markdown: string): Snippet[] {
  const lines = markdown.split("\n");
  const snippets: Snippet[] = [];
  for (let at = 0; at < lines.length; at++) {
    const open = FENCE.exec(lines[at] ?? "")?.groups;
    if (open === undefined) continue;
    const { mark = "", indent = "", info = "" } = open;
    const start = at + 1;
    const end = lines.findIndex((line, n) => n >= start && line.trim() === mark);
    if (end < 0) throw new Error(`line ${start}: the fence is never closed`);
    const [language = "", ...rest] = info.trim().split(/\s+/);
    snippets.push({
      language,
      attributes: attributesOf(rest.join(" ")),
      text: lines
        .slice(start, end)
        .map((line) => line.slice(Math.min(indent.length, line.search(/\S|$/))))
        .join("\n"),
      line: start,
    });
    at = end;
  }
  return snippets;
}

function attributesOf(words: string): Record<string, string> {
  return Object.fromEntries(
    [...words.matchAll(ATTRIBUTE)].map(([, key = "", quoted, bare]) => [key, quoted ?? bare ?? "true"]),
  );
}
