import { parentPort, workerData } from "node:worker_threads";
import type { PdfAnswer, PdfInput } from "./pdf.js";
import { unfoldsBeyond } from "./pdf-streams.js";

const { bytes, maxPages, maxCharacters, maxUnfolded } = workerData as PdfInput;

async function read(): Promise<PdfAnswer> {
  if (unfoldsBeyond(bytes, maxUnfolded))
    return { problem: "too-large", detail: `it unfolds beyond ${maxUnfolded} bytes` };
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = getDocument({
    data: bytes,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    stopAtErrors: false,
    verbosity: 0,
  });
  const document = await task.promise;
  if (document.numPages > maxPages) return { problem: "too-large", detail: `it has ${document.numPages} pages` };
  const pages: string[] = [];
  let length = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const text = items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("");
    page.cleanup();
    length += text.length;
    if (length > maxCharacters) return { problem: "too-large", detail: `its text is longer than ${maxCharacters}` };
    pages.push(text);
  }
  const { info } = await document.getMetadata().catch(() => ({ info: {} }));
  const { Title } = info as { Title?: unknown };
  await task.destroy();
  return { pages, title: typeof Title === "string" && Title.trim() !== "" ? Title.trim() : undefined };
}

read().then(
  (answer) => parentPort?.postMessage(answer),
  (error: unknown) => {
    const detail = error instanceof Error ? error.message : String(error);
    parentPort?.postMessage({ problem: "unreadable", detail } satisfies PdfAnswer);
  },
);
