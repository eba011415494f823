import { test } from "node:test";
import { expectMission, testStack } from "@troupe/sdk/testing";
import { agent } from "../src/agent.js";
import { welcome } from "../src/events.js";
import { house } from "../src/house.js";

test("welcomes a guest", async () => {
  await using stack = await testStack({ missions: true });
  await stack.run(house);
  await stack.run(agent);
  const mission = await stack.client.missions.create(welcome, { name: "Ada" });
  await expectMission(stack, mission).toSucceedWith({ text: "Hello, Ada. Your room is 103." });
});
