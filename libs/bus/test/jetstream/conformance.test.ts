import { findNatsServer } from "@troupe/bus/setup";
import { serverBinary } from "./engines.js";
import { conformanceOn } from "./on-engine.js";

const binary = await serverBinary();
conformanceOn(binary, (await findNatsServer({ env: process.env })).version);
