const LARGEST_BYTES = 10 << 20;

/** The text of a source file, or undefined where it is no UTF-8, too large, or not text. */
export function sourceText(bytes: Uint8Array): string | undefined {
  if (bytes.length > LARGEST_BYTES || bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What is said of a file that {@link sourceText} does not read. */
export const NO_TEXT = "the file is no UTF-8 text of at most 10 MiB";
