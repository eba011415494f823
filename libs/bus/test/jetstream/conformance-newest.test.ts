import { test } from "vitest";
import { newestEngine } from "./engines.js";
import { conformanceOn } from "./on-engine.js";

const newest = await newestEngine();
if (typeof newest === "string") {
  console.info(`skipped: the bus on the newest nats-server: ${newest}`);
  test.skip(`the bus keeps its contract on the newest nats-server (${newest})`);
} else conformanceOn(newest.binary, newest.version);
