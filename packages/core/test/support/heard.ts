/** What a program leaves to `Unhandled`. */
import { Effect } from "effect"
import { Unhandled } from "../../src/index.ts"
import { finish, note } from "./finish.ts"

/** Runs `self` in virtual time and gives what was reported, in words, with the time. */
export const heard = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<ReadonlyArray<string>, never, R> =>
  Effect.gen(function* () {
    const log: Array<string> = []
    yield* finish(Unhandled.withHandler((report) => note(log, Unhandled.render(report)))(self))
    return log
  })
