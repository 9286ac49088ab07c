/** Samples are exported in the background until the service stops. */
import { type Cause, Context, Effect, Fiber, Layer, Pull, Queue, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

type Samples = Queue.Queue<number, Cause.Done>

class Metrics extends Context.Service<
  Metrics,
  {
    readonly record: (sample: number) => Effect.Effect<void>
    /** Ends when the exporter has ended. */
    readonly stop: Effect.Effect<void>
    readonly exported: Effect.Effect<ReadonlyArray<number>>
  }
>()("service/Metrics") {
  static readonly layer = (close: (samples: Samples) => Effect.Effect<boolean>) =>
    Layer.effect(
      Metrics,
      Effect.gen(function* () {
        const samples = yield* Queue.unbounded<number, Cause.Done>()
        const exported = yield* Ref.make<ReadonlyArray<number>>([])
        const exporter = yield* Queue.take(samples).pipe(
          Effect.flatMap((sample) => Ref.update(exported, (all) => [...all, sample])),
          Effect.forever,
          Pull.catchDone(() => Effect.void),
          Effect.forkScoped
        )
        return Metrics.of({
          record: (sample) => Effect.andThen(Queue.offer(samples, sample), Effect.yieldNow),
          stop: Effect.andThen(close(samples), Effect.asVoid(Fiber.await(exporter))),
          exported: Ref.get(exported)
        })
      })
    )
}

const program = (close: (samples: Samples) => Effect.Effect<boolean>) =>
  Effect.gen(function* () {
    const metrics = yield* Metrics

    yield* metrics.record(1)
    yield* metrics.record(2)
    yield* metrics.stop

    const exported = yield* metrics.exported
    yield* invariant(exported.length === 2, `exported ${exported.length} of 2 samples`)
  }).pipe(Effect.provide(Metrics.layer(close)))

export const metricsExport: Entry = {
  name: "metrics-export",
  bugClass: "item lost at shutdown",
  teaches:
    "`Queue.shutdown` drops the samples the exporter has not taken yet. " +
    "`Queue.end` takes no more samples, and lets the exporter have the rest.",
  oracle: "exit",
  mode: "explore",
  granularity: "await",
  buggy: program(Queue.shutdown),
  corrected: program(Queue.end)
}
