import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineEvent, EventSelector, EventToolkit, type Llm } from "../../src/index.js";
import { MemoryRegistry, manualClock } from "../../src/testing/index.js";

const ticket = z.object({ text: z.string() });
const billing = defineEvent({
  type: "billing.ticket.requested",
  topic: "action-requests",
  description: "A question about money",
  schema: ticket,
});
const repair = defineEvent({
  type: "repair.ticket.requested",
  topic: "action-requests",
  description: "Something is broken",
  schema: ticket.extend({ urgent: z.boolean() }),
});

const answering = (...answers: { name: string; args: string }[]): Llm => {
  let at = 0;
  return {
    model: "m",
    complete: async () => ({
      text: "",
      calls: [{ id: `${at}`, ...(answers[at++] as (typeof answers)[0]) }],
      usage: { prompt: 1, answer: 1 },
    }),
  };
};

describe("EventSelector", () => {
  const rules = [
    { when: { in: ["invoice", { var: "goal.text" }] }, event: billing },
    {
      when: ({ goal }: { goal: unknown }) => /smoke/.test(String((goal as { text: string }).text)),
      event: repair,
      data: { text: "{{ goal.text }}", urgent: true },
    },
  ];

  it("goes by rules, in order", async () => {
    const selector = new EventSelector({ among: [billing, repair], rules });
    expect(await selector.select({ text: "my invoice" })).toMatchObject({
      event: billing,
      data: { text: "my invoice" },
      by: "rule",
    });
    expect(await selector.select({ text: "there is smoke" })).toMatchObject({ event: repair, data: { urgent: true } });
    expect(await selector.select({ text: "hello" })).toBeUndefined();
  });

  it("asks a model where no rule holds, and has it correct itself", async () => {
    const llm = answering(
      { name: "repair__ticket__requested", args: '{"text":"it hums"}' },
      { name: "repair__ticket__requested", args: '{"text":"it hums","urgent":false}' },
    );
    const selector = new EventSelector({ among: [billing, repair], rules, llm });
    expect(await selector.select({ text: "it hums" })).toEqual({
      event: repair,
      data: { text: "it hums", urgent: false },
      by: "model",
    });
  });

  it("takes none for an answer, and nothing that is not among the events", async () => {
    expect(
      await new EventSelector({ among: [billing], llm: answering({ name: "none", args: "{}" }) }).select({ text: "?" }),
    ).toBeUndefined();
    const stubborn = answering(...Array.from({ length: 4 }, () => ({ name: "disk__wipe__requested", args: "{}" })));
    await expect(new EventSelector({ among: [billing], llm: stubborn }).select({ text: "?" })).rejects.toMatchObject({
      code: "VALIDATION_FAILED",
    });
    expect(() => new EventSelector({ among: [billing], rules: [{ event: repair }] })).toThrow(/not among/);
  });
});

describe("EventToolkit", () => {
  it("says what is wrong with data, and names types apart however long they are", async () => {
    const registry = new MemoryRegistry(manualClock());
    const long = `a.${"b".repeat(80)}`;
    for (const type of [`${long}.one`, `${long}.two`]) {
      await registry.registerEventType({
        type,
        topic: "action-requests",
        schema: { type: "object", properties: { n: { type: "integer" } }, required: ["n"] },
      });
    }
    const toolkit = new EventToolkit(registry);
    expect(await toolkit.validate(`${long}.one`, { n: 1.5 })).toEqual([{ pointer: "/n", message: "must be integer" }]);
    expect(await toolkit.validate(`${long}.one`, { n: 1 })).toEqual([]);
    const names = (await toolkit.asTools()).map((tool) => tool.function.name);
    expect(new Set(names).size).toBe(2);
    expect(names.every((name) => name.length <= 64)).toBe(true);
    await expect(toolkit.validate("x.y", {})).rejects.toMatchObject({ code: "EVENT_TYPE_UNKNOWN" });
  });
});
