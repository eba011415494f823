import assert from "node:assert/strict";
import { test } from "node:test";
import { testStack } from "@troupe/sdk/testing";
import { agent } from "../src/agent.js";
import { greet, greeted } from "../src/events.js";

test("greets whoever asks", async () => {
  await using stack = await testStack();
  await stack.run(agent);
  await stack.client.bus.publish(greet, { name: "Ada" });
  const answer = await stack.waitForEvent(greeted);
  assert.equal(answer.data.text, "Hello, Ada");
});
