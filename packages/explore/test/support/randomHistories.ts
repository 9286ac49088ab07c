/** Histories drawn at random: some right, most nearly so. */
import * as fc from "fast-check"
import type { HistoryOperation, Outcome } from "../../src/internal/linearizability/history.ts"
import type { Model } from "../../src/internal/linearizability/model.ts"

/** What may be called, and what it might return. */
export interface Vocabulary {
  readonly calls: ReadonlyArray<readonly [name: string, argument: unknown]>
  readonly outcomes: ReadonlyArray<Outcome>
}

/**
 * Up to `most` operations of up to three fibers. Their results are those of the model in some order that real time allows,
 * then one of them may be changed, so that right and wrong histories are about as frequent.
 */
export const histories = <State>(
  model: Model<State, HistoryOperation>,
  { calls, outcomes }: Vocabulary,
  most: number
): fc.Arbitrary<ReadonlyArray<HistoryOperation>> =>
  fc
    .record({
      drawn: fc.array(
        fc.record({
          fiber: fc.integer({ min: 1, max: 3 }),
          call: fc.constantFrom(...calls),
          gap: fc.integer({ min: 0, max: 2 }),
          length: fc.integer({ min: 1, max: 6 }),
          point: fc.double({ min: 0, max: 1, noNaN: true }),
          pending: fc.integer({ min: 0, max: 3 })
        }),
        { minLength: 1, maxLength: most }
      ),
      changed: fc.integer({ min: 0, max: 2 * most }),
      outcome: fc.constantFrom(...outcomes)
    })
    .map(({ changed, drawn, outcome }) => {
      const clocks = [0, 0, 0, 0]
      const stopped = new Set<number>()
      const spans = drawn.flatMap(({ call: [name, argument], fiber, gap, length, pending, point }) => {
        if (stopped.has(fiber)) return []
        const called = (clocks[fiber] ?? 0) + gap
        const at = called + length
        clocks[fiber] = at + 1
        if (pending === 0) stopped.add(fiber)
        return [{ fiber, name, argument, called, at, effect: called + point * length, isPending: pending === 0 }]
      })
      const results = new Map<object, Outcome | undefined>()
      let state = model.initial
      for (const span of spans.toSorted((a, b) => a.effect - b.effect)) {
        const step = model.step(state, { ...span, returned: undefined })
        if (step === undefined) continue
        if (!span.isPending) results.set(span, "failure" in step ? failure(step.failure) : success(step.result))
        // Half of the pending operations have taken effect.
        if (!span.isPending || span.at % 2 === 0) state = step.state
      }
      return spans.map((span, index): HistoryOperation => {
        const { argument, at, called, fiber, name } = span
        const result = index === changed && !span.isPending ? outcome : results.get(span)
        return { fiber, name, argument, called, returned: result && { at, outcome: result } }
      })
    })

const success = (value: unknown): Outcome => ({ failed: false, value })
const failure = (value: unknown): Outcome => ({ failed: true, value })
