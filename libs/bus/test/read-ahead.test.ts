import type { NatsConnection } from "@nats-io/nats-core";
import { Kind, Parser, type ParserEvent } from "@nats-io/nats-core/internal";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAhead } from "../src/jetstream/read-ahead.js";

const INBOX = "_INBOX.abcdefghijklmnopqrstuv.";
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** A connection that is only what is read from it: tells what was taken, and what was left to the client. */
function reading() {
  const taken: string[] = [];
  const left: string[] = [];
  const dispatcher = {
    push: ({ kind, msg, data }: ParserEvent): void => {
      if (kind === Kind.MSG && msg !== undefined) left.push(`${text(msg.subject)} ${text(data ?? new Uint8Array())}`);
      else left.push(`${kind}`);
    },
  };
  const parser = new Parser(dispatcher as ConstructorParameters<typeof Parser>[0]);
  const protocol = { parser, inMsgs: 0, inBytes: 0 };
  readAhead({ protocol } as unknown as NatsConnection, INBOX, (number, bytes, from, to) => {
    taken.push(`${INBOX}${number} ${text(bytes.subarray(from, to))}`);
  });
  return { taken, left, read: (chunk: Uint8Array) => parser.parse(chunk) };
}

const message = (subject: string, data: string, reply = ""): string =>
  `MSG ${subject} 7${reply === "" ? "" : ` ${reply}`} ${Buffer.byteLength(data)}\r\n${data}\r\n`;

describe("reading ahead", () => {
  it("takes whole acknowledgements and leaves everything else to the client", () => {
    const { taken, left, read } = reading();
    read(Buffer.from(message(`${INBOX}12`, '{"seq":1}') + message(`${INBOX}3`, "") + message("other", "x")));
    read(Buffer.from(`${message(`${INBOX}4`, "y", "reply.to")}PING\r\n`));
    read(Buffer.from(message(`${INBOX}5`, "z")));
    expect(taken).toEqual([`${INBOX}12 {"seq":1}`, `${INBOX}3 `, `${INBOX}5 z`]);
    expect(left).toEqual(["other x", `${INBOX}4 y`, `${Kind.PING}`]);
  });

  it("loses, repeats and reorders nothing, wherever the chunks are cut", () => {
    const item = fc.record({
      ours: fc.boolean(),
      number: fc.nat(1e6),
      data: fc.string({ unit: "grapheme", maxLength: 40 }),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), fc.array(fc.nat(400), { maxLength: 8 }), (items, cuts) => {
        const subjects = items.map(({ ours, number }) => (ours ? `${INBOX}${number}` : `other.${number}`));
        const stream = Buffer.from(items.map(({ data }, at) => message(subjects[at] as string, data)).join(""));
        const { taken, left, read } = reading();
        const ends = [...cuts.map((cut) => Math.min(cut, stream.length)), stream.length].sort((a, b) => a - b);
        let from = 0;
        for (const end of ends) {
          if (end > from) read(Buffer.from(stream.subarray(from, end)));
          from = Math.max(from, end);
        }
        const said = items.map(({ data }, at) => `${subjects[at]} ${data}`);
        const isOurs = (line: string): boolean => line.startsWith(INBOX);
        expect(left.filter((line) => !isOurs(line))).toEqual(said.filter((line) => !isOurs(line)));
        expect([...taken, ...left.filter(isOurs)].sort()).toEqual(said.filter(isOurs).sort());
      }),
    );
  });
});
