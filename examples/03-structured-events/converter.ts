import { Tool } from "@troupe/sdk";
import { convert, converted } from "./events.js";

const metresIn = { metre: 1, foot: 0.3048, kilometre: 1000, mile: 1609.344 };

const converter = new Tool({ name: "converter", capabilities: ["length-conversion"] });

converter.onInvoke(convert, { replies: converted }, async ({ data }) => ({
  value: (data.value * metresIn[data.from]) / metresIn[data.to],
  unit: data.to,
}));

await converter.run();
