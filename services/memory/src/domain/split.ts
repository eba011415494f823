/*
 * A text as passages that a sentence embedder reads whole.
 * 1. Passages lie within one section (what stands under a heading), in order; together they cover every character of
 *    the text but white space.
 * 2. A passage ends, in this order of preference, at a paragraph, a line, a sentence, a word; a word longer than a
 *    passage is cut, never inside a surrogate pair.
 * 3. Where a section is cut, the next passage begins with the last sentences of the one before, up to the overlap.
 * 4. Sizes are in estimated word pieces: about four letters each, one for each character of a script without spaces.
 */

/** A text and where its headings begin. */
export interface Structured {
  readonly text: string;
  /** In ascending order; each holds until the next. */
  readonly headings: readonly { readonly at: number; readonly heading: string }[];
}

/** A part of a text; `text` is what stands from `start` to `end`. */
export interface Slice {
  readonly heading: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Word pieces of a passage, and of what it repeats of the one before. */
export interface SplitSizes {
  readonly most: number;
  readonly overlap: number;
}

/** Fits an embedder of 256 word pieces together with a title. */
export const DEFAULT_SIZES: SplitSizes = { most: 220, overlap: 40 };

const LETTERS_PER_PIECE = 4.2;
const DENSE_FROM = 0x0e00;
const BREAKS = [/\n[ \t]*\n\s*/g, /\n\s*/g, /(?<=[.!?。！？…]["'”’)\]]*)\s+|(?<=[。！？])/gu, /\s+/g] as const;

/** Word pieces of a text, estimated. */
export function estimatePieces(text: string): number {
  let letters = 0;
  let dense = 0;
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) >= DENSE_FROM) dense++;
    else letters++;
  }
  return letters / LETTERS_PER_PIECE + dense;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Splits a text into passages. */
export function splitText({ text, headings }: Structured, sizes: SplitSizes = DEFAULT_SIZES): Slice[] {
  const starts = headings[0]?.at === 0 ? headings : [{ at: 0, heading: "" }, ...headings];
  return starts.flatMap(({ at, heading }, index) => {
    const section = trimmed(text, { start: at, end: starts[index + 1]?.at ?? text.length });
    if (section === undefined) return [];
    return packed(text, section, sizes).map(({ start, end }) => ({
      heading,
      text: text.slice(start, end),
      start,
      end,
    }));
  });
}

function trimmed(text: string, { start, end }: Span): Span | undefined {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from] ?? "")) from++;
  while (to > from && /\s/.test(text[to - 1] ?? "")) to--;
  return from === to ? undefined : { start: from, end: to };
}

/** Pieces no larger than a passage, as large as the breaks allow. */
function pieces(text: string, span: Span, most: number, level = 0): Span[] {
  if (estimatePieces(text.slice(span.start, span.end)) <= most) return [span];
  const pattern = BREAKS[level];
  if (pattern === undefined) return cut(text, span, most);
  const parts: Span[] = [];
  let from = span.start;
  for (const match of text.slice(span.start, span.end).matchAll(pattern)) {
    const to = span.start + match.index;
    if (to > from) parts.push({ start: from, end: to });
    from = to + match[0].length;
  }
  if (span.end > from) parts.push({ start: from, end: span.end });
  return parts.flatMap((part) => pieces(text, part, most, level + 1));
}

function cut(text: string, { start, end }: Span, most: number): Span[] {
  const spans: Span[] = [];
  const isDense = text.charCodeAt(start) >= DENSE_FROM;
  const step = Math.max(Math.floor(isDense ? most : most * LETTERS_PER_PIECE), 2);
  for (let from = start; from < end; ) {
    let to = Math.min(from + step, end);
    if (to < end && /[\udc00-\udfff]/.test(text[to] ?? "")) to--;
    spans.push({ start: from, end: to });
    from = to;
  }
  return spans;
}

/** Joins neighbouring pieces into passages, each beginning with the end of the one before, and holding something new. */
function packed(text: string, section: Span, { most, overlap }: SplitSizes): Span[] {
  const all = pieces(text, section, most - overlap);
  const sizes = all.map(({ start, end }) => estimatePieces(text.slice(start, end)));
  const sizeOf = (at: number): number => sizes[at] ?? 0;
  const passages: Span[] = [];
  let from = 0;
  for (let done = 0; done < all.length; ) {
    const first = from;
    let to = first;
    let size = 0;
    while (to < all.length && (to <= done || size + sizeOf(to) <= most)) size += sizeOf(to++);
    passages.push({ start: all[first]?.start ?? 0, end: all[to - 1]?.end ?? 0 });
    done = to;
    from = to;
    for (let again = 0; from > first + 1 && again + sizeOf(from - 1) <= overlap; from--) again += sizeOf(from - 1);
  }
  return passages;
}
