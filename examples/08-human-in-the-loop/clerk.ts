import { TerminalError, Worker } from "@troupe/sdk";
import { account, expense, settled } from "./events.js";

/** Up to here nobody needs to be asked. */
const PETTY = 25;
const A_DAY = 86_400_000;

const clerk = new Worker({ name: "clerk", capabilities: ["expenses"] });

clerk.onTask(expense, { replies: settled }, async (task) => {
  const { what, amount } = task.data;
  if (amount <= PETTY) return { paid: amount, from: "petty cash", by: "the clerk" };
  const { approved, by, comment } = await task.approve({
    question: `Pay ${amount} for ${what}?`,
    context: task.data,
    timeoutMs: 7 * A_DAY,
    escalate: { afterMs: 2 * A_DAY, to: "head of finance" },
  });
  if (!approved) throw new TerminalError(`${by} said no${comment === null ? "" : `: ${comment}`}`);
  const { value } = await task.ask({ question: `Which account pays for ${what}?`, schema: account });
  return { paid: amount, from: value.account, by };
});

await clerk.run();
