import { MAX_DOCUMENT_BYTES, type MediaType, TroupeError } from "@troupe/contracts";
import type { Extracted } from "./extracted.js";
import { extractHtml } from "./html.js";
import { extractJson } from "./json.js";
import { extractMarkdown } from "./markdown.js";
import { extractPdf } from "./pdf.js";

const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

/** Reads a document of any known kind. Throws VALIDATION_FAILED when it says nothing or is none of its kind, TOO_LARGE. */
export async function extract(text: string, mediaType: MediaType): Promise<Extracted> {
  const extracted = await read(text, mediaType);
  if (extracted.text.trim() === "") {
    throw new TroupeError("VALIDATION_FAILED", "the document holds no text", {
      errors: [{ pointer: "/text", message: "holds no text" }],
    });
  }
  return extracted;
}

async function read(text: string, mediaType: MediaType): Promise<Extracted> {
  if (mediaType === "application/pdf") return extractPdf(bytesOf(text));
  const size = Buffer.byteLength(text);
  if (size > MAX_DOCUMENT_BYTES) {
    throw new TroupeError("TOO_LARGE", `the text has ${size} bytes, more than ${MAX_DOCUMENT_BYTES}`);
  }
  switch (mediaType) {
    case "text/plain":
      return { title: undefined, text, headings: [] };
    case "text/markdown":
      return extractMarkdown(text);
    case "text/html":
      return extractHtml(text);
    case "application/json":
      return extractJson(text);
  }
}

function bytesOf(base64: string): Uint8Array {
  if (!BASE64.test(base64)) {
    throw new TroupeError("VALIDATION_FAILED", "a PDF is given as base64", {
      errors: [{ pointer: "/text", message: "is not base64" }],
    });
  }
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    throw new TroupeError("TOO_LARGE", `the PDF has ${bytes.length} bytes, more than ${MAX_DOCUMENT_BYTES}`);
  }
  return bytes;
}
