import { BYTES, INT, NONE, STR } from "../types/cell.js";

const DECODING: Record<string, { mask: number; rust: string }> = {
  msg: { mask: STR, rust: "json::fault_msg" },
  pos: { mask: INT, rust: "json::fault_place" },
  lineno: { mask: INT, rust: "json::fault_line" },
  colno: { mask: INT, rust: "json::fault_column" },
};

/** What the error of a pattern knows. */
const MATCHING: typeof DECODING = {
  msg: { mask: STR, rust: "re::fault_msg" },
  pos: { mask: INT | NONE, rust: "re::fault_place" },
  lineno: { mask: INT | NONE, rust: "re::fault_line" },
  colno: { mask: INT | NONE, rust: "re::fault_column" },
};

/** What an OSError, or one of its kinds, knows of the fault. */
export const SYSTEM_FAULT: typeof DECODING = {
  errno: { mask: INT | NONE, rust: "files::errno" },
  strerror: { mask: STR | NONE, rust: "files::strerror" },
  filename: { mask: STR | NONE, rust: "files::filename" },
};

const CODING: typeof DECODING = {
  encoding: { mask: STR, rust: "codec_faults::encoding" },
  start: { mask: INT, rust: "codec_faults::start" },
  end: { mask: INT, rust: "codec_faults::end" },
  reason: { mask: STR, rust: "codec_faults::reason" },
};

/** What an error of an encoding knows. */
export const CODEC_FAULTS: Record<string, typeof DECODING> = {
  UnicodeError: CODING,
  UnicodeDecodeError: { ...CODING, object: { mask: BYTES, rust: "codec_faults::object_bytes" } },
  UnicodeEncodeError: { ...CODING, object: { mask: STR, rust: "codec_faults::object_str" } },
};

/** The runtime's constants for exception classes that know more than their arguments. */
export const FAULT_CLASSES: Readonly<Record<string, string>> = {
  "json.JSONDecodeError": "json::DECODE_ERROR",
  "json.decoder.JSONDecodeError": "json::DECODE_ERROR",
  "re.error": "re::ERROR",
};

/** What exceptions of the library know of the fault. */
export const LIBRARY_FAULTS: Record<string, typeof DECODING> = {
  "json.JSONDecodeError": DECODING,
  "json.decoder.JSONDecodeError": DECODING,
  "re.error": MATCHING,
};
