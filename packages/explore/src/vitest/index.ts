/**
 * `it.explore`: tests that hold under every interleaving.
 *
 * ```ts no-run
 * import { Effect, Fiber, Ref } from "effect"
 * import { it } from "@heddle/explore/vitest"
 *
 * it.explore(
 *   "two deposits add up",
 *   { schedules: 500 },
 *   Effect.gen(function* () {
 *     const balance = yield* Ref.make(100)
 *     const deposit = Ref.update(balance, (n) => n + 10)
 *     const fibers = [yield* Effect.forkChild(deposit), yield* Effect.forkChild(deposit)]
 *     yield* Fiber.joinAll(fibers)
 *     if ((yield* Ref.get(balance)) !== 120) return yield* Effect.fail("a deposit is lost")
 *   })
 * )
 * ```
 *
 * @since 0.1.0
 */
export * from "@effect/vitest"
export { type ExploreOptions, type ExploreTester, it, layer, type LayerMethods } from "./it.ts"
export type { PropOptions } from "./prop.ts"
