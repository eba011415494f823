import { createHash } from "node:crypto";
import type { Embedder } from "@troupe/embeddings";

const DIMS = 384;
const CLUSTERS = 500;
const SPREAD = 0.9;
const VOCABULARY = 20_000;
const WORDS = 24;

/** Reproducible numbers between −1 and 1 from a text. */
function noise(seed: string, count: number): Float32Array {
  const values = new Float32Array(count);
  let block = createHash("sha512").update(seed).digest();
  for (let at = 0, byte = 0; at < count; at++, byte += 2) {
    if (byte >= block.length) {
      block = createHash("sha512").update(block).digest();
      byte = 0;
    }
    values[at] = block.readInt16LE(byte) / 32_768;
  }
  return values;
}

const centres = new Map<string, Float32Array>();

function centreOf(name: string): Float32Array {
  const known = centres.get(name) ?? noise(name, DIMS);
  centres.set(name, known);
  return known;
}

/** A model of no cost whose vectors lie in clusters: a text's first word `c<number>` names its own. */
export const synthetic: Embedder = {
  model: "synthetic/1",
  dims: DIMS,
  async embed(texts) {
    return texts.map((text) => {
      const centre = centreOf(/\bc\d+\b/.exec(text)?.[0] ?? "c0");
      const vector = noise(text, DIMS).map((value, at) => (centre[at] ?? 0) + SPREAD * value);
      const length = Math.hypot(...vector);
      return vector.map((value) => value / length);
    });
  },
  close: async () => {},
};

/** A short text of a cluster, in words of uneven frequency. */
export function syntheticText(at: number): string {
  const words = noise(`words ${at}`, WORDS).map((value) => Math.floor(VOCABULARY ** Math.abs(value)));
  return `c${at % CLUSTERS} note${at} ${[...words].map((word) => `w${word}`).join(" ")}`;
}
