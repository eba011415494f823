import type { AnyEvent, EventDefinition } from "../events/definition.js";
import { failureEvent } from "../events/definition.js";
import type { Undoing } from "../missions/waiting.js";
import { Agent, type Handler, type HandlerOptions } from "./agent.js";
import type { Route } from "./routes.js";
import type { TaskContext } from "./task-context.js";

/** How a task is handled. */
export interface TaskOptions<Reply, Data = never> extends HandlerOptions {
  /** What it answers with. */
  readonly replies: Reply;
  /** Longest the whole task may take, waits and retries included, in milliseconds; then it is `timed_out`. For tasks that are tracked. */
  readonly taskTimeoutMs?: number;
  /** The event that undoes the task, should its mission fail or be cancelled after it succeeded. */
  readonly undo?: (data: Data) => Undoing;
}

/** Does one task: what it returns is the answer, what it throws decides what becomes of the task. */
export type TaskHandler<Data, Reply> = (task: TaskContext<Data>) => Reply | Promise<Reply>;

/** An agent that answers: each request it takes gets its reply or, when no attempt will succeed, `<type>.failed`. */
abstract class Answering extends Agent {
  protected override produced(route: Route): readonly AnyEvent[] {
    return route.replies === undefined ? [] : [route.replies, failureEvent(route)];
  }

  protected answer<Data, ReplyData, Reply>(
    event: EventDefinition<Data, unknown>,
    { replies, ...options }: TaskOptions<EventDefinition<ReplyData, Reply>, Data>,
    handler: TaskHandler<Data, Reply>,
  ): this {
    return this.handle(event as AnyEvent, { ...options, replies: replies as AnyEvent, handle: handler });
  }
}

/** An agent that does tasks, and may hand out tasks of its own. */
export class Worker extends Answering {
  protected override readonly kind = "worker";

  /**
   * Does a task: what the handler returns is checked, published where the asker expects it, and only then is the
   * request settled. `TerminalError` answers `<type>.failed` at once; `RetryableError` says when to try again; any
   * other error is tried again by the group's policy and answers `<type>.failed` after the last attempt.
   */
  onTask<Data, ReplyData, Reply>(
    event: EventDefinition<Data, unknown>,
    options: TaskOptions<EventDefinition<ReplyData, Reply>, NoInfer<Data>>,
    handler: TaskHandler<Data, NoInfer<Reply>>,
  ): this {
    return this.answer(event, options, handler);
  }

  /**
   * Takes the results of tasks that were published, not awaited by `request`. For those that came to nothing, take
   * `failureEvent(request)`.
   */
  onResult<Data>(event: EventDefinition<Data, unknown>, handler: Handler<Data>): this {
    return this.on(event, handler);
  }
}

/** An agent that offers one thing to be called: its requests are what a planner sees as tools. */
export class Tool extends Answering {
  protected override readonly kind = "tool";

  /** Answers a call. Same terms as `Worker.onTask`. */
  onInvoke<Data, ReplyData, Reply>(
    event: EventDefinition<Data, unknown>,
    options: TaskOptions<EventDefinition<ReplyData, Reply>, NoInfer<Data>>,
    handler: TaskHandler<Data, NoInfer<Reply>>,
  ): this {
    return this.answer(event, options, handler);
  }
}
