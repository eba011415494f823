import { agent } from "./agent.js";

await agent.run();
