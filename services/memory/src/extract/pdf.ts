import { Worker } from "node:worker_threads";
import { TroupeError } from "@troupe/contracts";
import { cleanText } from "../domain/clean-text.js";
import type { Extracted } from "./extracted.js";

export interface PdfInput {
  readonly bytes: Uint8Array;
  readonly maxPages: number;
  readonly maxCharacters: number;
  /** Bytes that its compressed parts may unfold into. */
  readonly maxUnfolded: number;
}

export type PdfAnswer =
  | { readonly pages: readonly string[]; readonly title: string | undefined }
  | { readonly problem: "unreadable" | "too-large"; readonly detail: string };

const MAX_PAGES = 5000;
const MAX_CHARACTERS = 16 * 1024 * 1024;
const MAX_UNFOLDED = 256 * 1024 * 1024;
const TIMEOUT_MS = 60_000;
const HEAP_MB = 512;
const MAGIC = "%PDF-";

const unreadable = (detail: string) =>
  new TroupeError("VALIDATION_FAILED", `the PDF cannot be read: ${detail}`, {
    errors: [{ pointer: "/text", message: "is not a PDF that can be read" }],
  });
const tooLarge = (detail: string) => new TroupeError("TOO_LARGE", `the PDF is too large: ${detail}`);

/**
 * The text of a PDF, a section a page. It is read in a thread of its own with bounds on memory, time, pages and text, so
 * that a small file that unfolds into a huge one harms nobody. Throws VALIDATION_FAILED, TOO_LARGE.
 */
export async function extractPdf(bytes: Uint8Array): Promise<Extracted> {
  if (!Buffer.from(bytes.subarray(0, 1024)).toString("latin1").includes(MAGIC)) throw unreadable("it is none");
  const answer = await readInThread({
    bytes,
    maxPages: MAX_PAGES,
    maxCharacters: MAX_CHARACTERS,
    maxUnfolded: MAX_UNFOLDED,
  });
  if ("problem" in answer) throw answer.problem === "too-large" ? tooLarge(answer.detail) : unreadable(answer.detail);
  const headings: { at: number; heading: string }[] = [];
  let text = "";
  for (const [at, page] of answer.pages.entries()) {
    headings.push({ at: text.length, heading: `page ${at + 1}` });
    text += `${cleanText(page)}\n\n`;
  }
  return { title: answer.title, text, headings };
}

function readInThread(input: PdfInput): Promise<PdfAnswer> {
  const worker = new Worker(new URL("./pdf-worker.js", import.meta.url), {
    workerData: input,
    name: "pdf",
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    stdout: true,
    stderr: true,
  });
  return new Promise<PdfAnswer>((resolve, reject) => {
    const timer = setTimeout(() => reject(tooLarge(`it takes longer than ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
    worker.once("message", resolve);
    worker.once("error", (error: NodeJS.ErrnoException) => {
      const isFull = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      reject(isFull ? tooLarge(`it takes more than ${HEAP_MB} MB`) : unreadable(error.message));
    });
    worker.once("exit", () => {
      clearTimeout(timer);
      reject(unreadable("its reader ended"));
    });
  }).finally(() => worker.terminate());
}
