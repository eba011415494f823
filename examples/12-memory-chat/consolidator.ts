import { consolidator } from "@troupe/sdk";

await consolidator().run();
