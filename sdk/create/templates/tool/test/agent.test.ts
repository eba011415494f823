import assert from "node:assert/strict";
import { test } from "node:test";
import { testStack } from "@troupe/sdk/testing";
import { agent } from "../src/agent.js";
import { convert, converted } from "../src/events.js";

test("converts", async () => {
  await using stack = await testStack();
  await stack.run(agent);
  await stack.client.bus.publish(convert, { celsius: 100 });
  const answer = await stack.waitForEvent(converted);
  assert.equal(answer.data.fahrenheit, 212);
});
