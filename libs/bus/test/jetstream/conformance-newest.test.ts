import { test } from "vitest";
import { newestEngine } from "./engines.js";
import { conformanceOn } from "./on-engine.js";

const newest = await newestEngine();
if (typeof newest === "string") test.skip(`the bus keeps its contract on the newest nats-server (skipped: ${newest})`);
else conformanceOn(newest.binary, newest.version);
