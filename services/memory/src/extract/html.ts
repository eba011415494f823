import { Parser } from "htmlparser2";
import { cleanText } from "../domain/clean-text.js";
import type { Extracted } from "./extracted.js";

const SILENT = new Set(["script", "style", "noscript", "template", "svg", "iframe", "object", "head"]);
const BLOCKS = new Set(
  (
    "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr " +
    "li main nav ol p pre section table tbody td tfoot th thead tr ul"
  ).split(" "),
);
const HEADING = /^h[1-6]$/;

/**
 * What a reader of the page sees: text without markup, scripts and styles, one paragraph a block. Comments and attributes
 * are left out, hidden elements (`hidden`, `display: none`) too.
 */
export function extractHtml(source: string): Extracted {
  const parts: string[] = [];
  const headings: { at: number; heading: string }[] = [];
  const path: { level: number; heading: string }[] = [];
  const silenced: string[] = [];
  let length = 0;
  let title = "";
  let isTitle = false;
  let heading: { level: number; at: number; text: string } | undefined;

  const write = (text: string): void => {
    parts.push(text);
    length += text.length;
  };
  const breakParagraph = (): void => {
    if (length > 0 && parts.at(-1) !== "\n\n") write("\n\n");
  };

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === "title" && silenced.length <= 1) isTitle = true;
        const hidden = "hidden" in attributes || /display\s*:\s*none/i.test(attributes.style ?? "");
        if (silenced.length > 0 || SILENT.has(name) || hidden) silenced.push(name);
        if (silenced.length > 0) return;
        if (BLOCKS.has(name)) breakParagraph();
        if (HEADING.test(name)) heading = { level: Number(name[1]), at: length, text: "" };
      },
      ontext(text) {
        if (isTitle) title += text;
        if (silenced.length > 0) return;
        const folded = text.replace(/\s+/g, " ");
        const starts = length === 0 || /\s$/.test(parts.at(-1) ?? "");
        const said = starts ? folded.replace(/^ /, "") : folded;
        if (said === "") return;
        write(said);
        if (heading !== undefined) heading.text += said;
      },
      onclosetag(name) {
        if (name === "title") isTitle = false;
        if (silenced.length > 0) {
          if (silenced.at(-1) === name) silenced.pop();
          return;
        }
        if (BLOCKS.has(name)) breakParagraph();
        if (heading === undefined || !HEADING.test(name)) return;
        while ((path.at(-1)?.level ?? 0) >= heading.level) path.pop();
        path.push({ level: heading.level, heading: heading.text.trim() });
        headings.push({ at: heading.at, heading: path.map((each) => each.heading).join(" > ") });
        heading = undefined;
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(source);
  parser.end();
  const said = title.trim() || path[0]?.heading;
  return { title: said || undefined, text: cleanText(parts.join("")), headings };
}
