import { GROUP_HEADER } from "../domain/subject.js";
import type { Written } from "./event-writer.js";

const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const END = Buffer.from("\r\n");

/** What a message's headers say. */
export interface MessageLabels {
  /** `Nats-Msg-Id`. */
  readonly id: string;
  readonly traceparent?: string | undefined;
  /** The one group it is for. */
  readonly group?: string;
}

/** A message to be stored. */
export interface Message {
  readonly subject: string;
  readonly data: Uint8Array | Written;
  readonly header: string;
}

/** A message as one frame of the NATS protocol: text until it is encoded, then the part of `bytes` from `start` on. */
export interface Frame {
  /** Bytes of the whole frame. */
  readonly size: number;
  /** Of header and data: what the server's limit is about. */
  readonly payloadBytes: number;
  text: string | undefined;
  bytes: Buffer | undefined;
  start: number;
}

/** Of the header before: the events of a request share it. */
let lastTrace: { readonly traceparent: string | undefined; readonly line: string } = {
  traceparent: undefined,
  line: "",
};

function traceLine(traceparent: string | undefined): string {
  if (traceparent !== lastTrace.traceparent) {
    const isValid = traceparent !== undefined && TRACEPARENT.test(traceparent);
    lastTrace = { traceparent, line: isValid ? `traceparent: ${traceparent}\r\n` : "" };
  }
  return lastTrace.line;
}

/** The values are free of line breaks: id and group by their grammar, a trace parent by its pattern. */
export function headerOf({ id, traceparent, group }: MessageLabels): string {
  const trace = traceLine(traceparent);
  const target = group === undefined ? "" : `${GROUP_HEADER}: ${group}\r\n`;
  return `NATS/1.0\r\nNats-Msg-Id: ${id}\r\n${trace}${target}\r\n`;
}

/** `HPUB <subject> <reply> <header bytes> <total bytes>`, header and data (NATS client protocol). */
export function frameOf({ subject, data, header }: Message, reply: string): Frame {
  const isText = "text" in data;
  const payloadBytes = header.length + (isText ? data.size : data.length);
  const line = `HPUB ${subject} ${reply} ${header.length} ${payloadBytes}\r\n`;
  const size = line.length + payloadBytes + END.length;
  return isText
    ? { size, payloadBytes, text: `${line}${header}${data.text}\r\n`, bytes: undefined, start: 0 }
    : { size, payloadBytes, text: undefined, bytes: Buffer.concat([Buffer.from(line + header), data, END]), start: 0 };
}

/** The frames in order as buffers to write: those that are text become one buffer, of which each keeps its part. */
export function encodeFrames(frames: readonly Frame[]): Buffer[] {
  const buffers: Buffer[] = [];
  let texts: Frame[] = [];
  for (const frame of frames) {
    if (frame.bytes === undefined) {
      texts.push(frame);
      continue;
    }
    if (texts.length > 0) buffers.push(encodeTexts(texts));
    texts = [];
    buffers.push(frame.bytes.subarray(frame.start, frame.start + frame.size));
  }
  if (texts.length > 0) buffers.push(encodeTexts(texts));
  return buffers;
}

function encodeTexts(frames: readonly Frame[]): Buffer {
  let text = "";
  let size = 0;
  for (const frame of frames) {
    text += frame.text;
    size += frame.size;
  }
  const bytes = Buffer.allocUnsafeSlow(size);
  bytes.write(text, text.length === size ? "latin1" : "utf8");
  let start = 0;
  for (const frame of frames) {
    frame.text = undefined;
    frame.bytes = bytes;
    frame.start = start;
    start += frame.size;
  }
  return bytes;
}
