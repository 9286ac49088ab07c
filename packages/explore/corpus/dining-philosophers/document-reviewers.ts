/** Three reviewers compare neighbouring drafts; a draft is locked while somebody reads it. */
import { Effect, Fiber, Ref, Semaphore } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

interface Draft {
  readonly number: number
  readonly lock: Semaphore.Semaphore
}

type Order = (own: Draft, next: Draft) => readonly [Draft, Draft]

const draft = Effect.fnUntraced(function* (number: number) {
  const made: Draft = { number, lock: yield* Semaphore.make(1) }
  return made
})

const program = (order: Order) =>
  Effect.gen(function* () {
    const [first, second, third] = yield* Effect.all([draft(1), draft(2), draft(3)])
    const reviews = yield* Ref.make(0)
    const review = (own: Draft, next: Draft) => {
      const [outer, inner] = order(own, next)
      return outer.lock.withPermit(inner.lock.withPermit(Ref.update(reviews, (n) => n + 1)))
    }

    const reviewers = yield* Effect.forEach(
      [review(first, second), review(second, third), review(third, first)],
      (reviewer) => Effect.forkChild(reviewer)
    )
    yield* Fiber.awaitAll(reviewers)

    const count = yield* Ref.get(reviews)
    yield* invariant(count === 3, `${count} of 3 reviews were written`)
  })

export const documentReviewers: Entry = {
  name: "document-reviewers",
  bugClass: "dining philosophers",
  teaches:
    "Each reviewer holds a draft and waits for the next one, around the table. " +
    "Locking the lower draft number first breaks the circle.",
  oracle: "deadlock",
  mode: "explore",
  granularity: "op",
  buggy: program((own, next) => [own, next]),
  corrected: program((own, next) => (own.number < next.number ? [own, next] : [next, own]))
}
