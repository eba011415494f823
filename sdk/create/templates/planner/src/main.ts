import { agent } from "./agent.js";
import { house } from "./house.js";

await Promise.all([agent.run(), house.run()]);
