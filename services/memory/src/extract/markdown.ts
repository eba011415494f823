import type { Extracted } from "./extracted.js";

const HEADING = /^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$/;
const FENCE = /^[ \t]{0,3}(```+|~~~+)/;
const FRONT_MATTER = /^---\r?\n[\s\S]*?\r?\n---[ \t]*\r?\n/;

/** Markdown (CommonMark's ATX headings and fences): the text stays as it is, headings become paths such as `Guide > Setup`. */
export function extractMarkdown(source: string): Extracted {
  const headings: { at: number; heading: string }[] = [];
  const path: { level: number; heading: string }[] = [];
  let fence: string | undefined;
  let title: string | undefined;
  let at = FRONT_MATTER.exec(source)?.[0].length ?? 0;
  if (at > 0) headings.push({ at: 0, heading: "" });
  for (const line of source.slice(at).split("\n")) {
    const mark = FENCE.exec(line)?.[1];
    if (mark !== undefined) {
      if (fence === undefined) fence = mark;
      else if (mark.startsWith(fence)) fence = undefined;
    }
    const [, hashes, heading] = fence === undefined ? (HEADING.exec(line) ?? []) : [];
    if (hashes !== undefined && heading !== undefined) {
      while ((path.at(-1)?.level ?? 0) >= hashes.length) path.pop();
      path.push({ level: hashes.length, heading });
      title ??= heading;
      headings.push({ at, heading: path.map((each) => each.heading).join(" > ") });
    }
    at += line.length + 1;
  }
  return { title, text: source, headings };
}
