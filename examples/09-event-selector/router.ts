import { Agent, EventSelector, llmFromEnvironment } from "@troupe/sdk";
import { billing, letter, other, repair } from "./events.js";

/** What is plain is sorted by rules; a model, where a key is set, reads the rest. */
const selector = new EventSelector({
  among: [billing, repair, other],
  rules: [
    {
      when: ({ goal }) => /smoke|fire|sparks/i.test((goal as { text: string }).text),
      event: repair,
      data: { from: "{{ goal.from }}", text: "{{ goal.text }}", urgent: true },
    },
    { when: ({ goal }) => /invoice|refund|payment/i.test((goal as { text: string }).text), event: billing },
    { when: ({ goal }) => /broken|does not work|repair/i.test((goal as { text: string }).text), event: repair },
  ],
  llm: llmFromEnvironment(),
});

const router = new Agent({ name: "letter-router", produces: [billing, repair, other] });

router.on(letter, async ({ data, context, signal, logger }) => {
  const chosen = (await selector.select(data, { signal })) ?? { event: other, data, by: "default" };
  logger.info({}, `${data.from}: ${chosen.event.type}, by ${chosen.by}`);
  await context.bus.publish(chosen.event, chosen.data);
});

await router.run();
