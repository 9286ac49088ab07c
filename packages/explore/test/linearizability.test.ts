import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import * as fc from "fast-check"
import { check } from "../src/internal/linearizability/check.ts"
import type { HistoryOperation } from "../src/internal/linearizability/history.ts"
import type { Model } from "../src/internal/linearizability/model.ts"
import { failed, isLinearizableByTrying, isWitness, op } from "./support/histories.ts"
import { histories, type Vocabulary } from "./support/randomHistories.ts"
import * as subjects from "./support/subjects.ts"

/** The model of a subject, which is asked about names and arguments that its own type knows more about. */
const modelOf = <State>({ model }: { readonly model: Model<State, never> }): Model<State, HistoryOperation> =>
  model as unknown as Model<State, HistoryOperation>

const register = modelOf(subjects.register)
const counter = modelOf(subjects.counter)
const stack = modelOf(subjects.stack)
const queue = modelOf(subjects.boundedQueue)
const set = modelOf(subjects.tornSet)
const semaphore = modelOf(subjects.semaphore)
const empty = new subjects.StackEmptyError()

const orderOf = <State>(history: ReadonlyArray<HistoryOperation>, model: Model<State, HistoryOperation>) => {
  const verdict = check(history, model)
  assert.strictEqual(verdict._tag, "linearizable")
  return verdict._tag === "linearizable" ? verdict.order : []
}

const stuckOf = <State>(
  history: ReadonlyArray<HistoryOperation>,
  model: Model<State, HistoryOperation>,
  pending?: "must wait"
) => {
  const verdict = check(history, model, pending)
  return verdict._tag === "stuck" ? verdict : assert.fail(`the verdict is ${verdict._tag}`)
}

describe("linearizability", () => {
  describe("a register", () => {
    it("lets a read see a write that is going on, and another one not", () => {
      const [write, old, young] = [
        op(1, "write", 1, [0, 9], undefined),
        op(2, "read", undefined, [1, 2], 0),
        op(2, "read", undefined, [3, 4], 1)
      ]
      assert.deepStrictEqual(orderOf([write, old, young], register), [old, write, young])
    })

    it("does not let a read see what an earlier read shows to be overwritten", () => {
      const later = op(2, "read", undefined, [3, 4], 0)
      const history = [op(1, "write", 1, [0, 9]), op(2, "read", undefined, [1, 2], 1), later]
      assert.strictEqual(stuckOf(history, register).operation, later)
    })

    it("keeps the order in real time of operations of different fibers", () => {
      const read = op(2, "read", undefined, [2, 3], 0)
      assert.strictEqual(stuckOf([op(1, "write", 1, [0, 1]), read], register).operation, read)
    })

    it("has no order for operations that begin when another ends", () => {
      const history = [op(1, "write", 1, [0, 1]), op(2, "read", undefined, [1, 2], 0)]
      assert.strictEqual(orderOf(history, register).length, 2)
    })

    it("places a write again where it changes nothing, if it does later on", () => {
      const history = [
        op(1, "write", 5, [0, 1]),
        op(2, "write", 5, [2, 7]),
        op(1, "write", 3, [3, 4]),
        op(1, "read", undefined, [5, 6], 3),
        op(1, "read", undefined, [8, 9], 5)
      ]
      assert.isTrue(isWitness(orderOf(history, register), history, register))
    })
  })

  describe("a counter", () => {
    it("gives each increment a number of its own", () => {
      const history = [op(1, "increment", undefined, [0, 3], 2), op(2, "increment", undefined, [1, 2], 1)]
      assert.deepStrictEqual(orderOf(history, counter), history.toReversed())
    })

    it("has lost an update when two increments give the same number", () => {
      const history = [op(1, "increment", undefined, [0, 3], 1), op(2, "increment", undefined, [1, 2], 1)]
      assert.strictEqual(stuckOf(history, counter).operation, history[0])
    })
  })

  describe("a stack", () => {
    it("gives back last what came first", () => {
      const history = [
        op(1, "push", 1, [0, 1]),
        op(1, "push", 2, [2, 3]),
        op(2, "pop", undefined, [4, 5], 2),
        op(2, "pop", undefined, [6, 7], 1),
        failed(2, "pop", undefined, [8, 9], empty)
      ]
      assert.deepStrictEqual(orderOf(history, stack), history)
    })

    it("does not give one value to two pops", () => {
      const history = [op(1, "push", 1, [0, 1]), op(1, "pop", undefined, [2, 5], 1), op(2, "pop", undefined, [3, 4], 1)]
      assert.strictEqual(stuckOf(history, stack).operation, history[1])
    })

    it("tells a failure from a value that is the same", () => {
      const [value, failure] = [op(1, "pop", undefined, [0, 1], empty), failed(1, "read", undefined, [0, 1], 0)]
      assert.strictEqual(stuckOf([value], stack).operation, value)
      assert.strictEqual(stuckOf([failure], register).operation, failure)
    })

    it("compares errors by what they hold", () => {
      const history = [failed(1, "pop", undefined, [0, 1], new subjects.StackEmptyError())]
      assert.deepStrictEqual(orderOf(history, stack), history)
    })
  })

  describe("a queue", () => {
    it("gives back first what came first", () => {
      const history = [
        op(1, "offer", 1, [0, 1], true),
        op(1, "offer", 2, [2, 3], true),
        op(2, "poll", undefined, [4, 5], Option.some(1)),
        op(2, "take", undefined, [6, 7], 2)
      ]
      assert.deepStrictEqual(orderOf(history, queue), history)
    })

    it("does not give back first what came last", () => {
      const history = [
        op(1, "offer", 1, [0, 1], true),
        op(1, "offer", 2, [2, 3], true),
        op(2, "take", undefined, [4, 5], 2)
      ]
      assert.strictEqual(stuckOf(history, queue).operation, history[2])
    })

    it("does not place a take before there is something to take", () => {
      const history = [op(2, "take", undefined, [0, 3], 1), op(1, "offer", 1, [1, 2], true)]
      assert.deepStrictEqual(orderOf(history, queue), history.toReversed())
    })
  })

  describe("a set", () => {
    it("compares its states by what they hold", () => {
      const history = [
        op(1, "add", 1, [0, 1], true),
        op(1, "add", 2, [2, 3], true),
        op(2, "add", 1, [4, 5], false),
        op(2, "size", undefined, [6, 7], 2)
      ]
      assert.deepStrictEqual(orderOf(history, set), history)
    })

    it("is torn when a member is there and not counted", () => {
      const history = [
        op(1, "add", 1, [0, 5], true),
        op(2, "has", 1, [1, 2], true),
        op(2, "size", undefined, [3, 4], 0)
      ]
      assert.strictEqual(stuckOf(history, set).operation, history[2])
    })
  })

  describe("pending operations", () => {
    it("may have taken effect", () => {
      const [write, read] = [op(1, "write", 1, [0]), op(2, "read", undefined, [1, 2], 1)]
      assert.deepStrictEqual(orderOf([write, read], register), [write, read])
    })

    it("may have had none", () => {
      const read = op(2, "read", undefined, [1, 2], 0)
      assert.deepStrictEqual(orderOf([op(1, "write", 1, [0]), read], register), [read])
    })

    it("have no effect before they are called", () => {
      const history = [op(2, "read", undefined, [0, 1], 1), op(1, "write", 1, [2])]
      assert.strictEqual(stuckOf(history, register).operation, history[0])
    })

    it("do not take effect where the model lets them wait", () => {
      const history = [op(1, "take", undefined, [0]), op(2, "size", undefined, [1, 2], 0)]
      assert.deepStrictEqual(orderOf(history, queue), history.slice(1))
    })

    it("that must wait are fine where the model lets them wait", () => {
      const history = [op(1, "take", undefined, [0]), op(2, "poll", undefined, [1, 2], Option.none())]
      assert.strictEqual(check(history, queue, "must wait")._tag, "linearizable")
    })

    it("that must wait are stuck where the model lets them go on", () => {
      const history = [op(1, "take", undefined, [0]), op(2, "offer", 1, [1, 2], true)]
      assert.strictEqual(check(history, queue)._tag, "linearizable")
      assert.strictEqual(stuckOf(history, queue, "must wait").operation, undefined)
    })

    it("that must wait have had no effect", () => {
      const history = [op(1, "offer", 1, [0]), op(2, "take", undefined, [1, 2], 1)]
      assert.strictEqual(check(history, queue)._tag, "linearizable")
      assert.strictEqual(stuckOf(history, queue, "must wait").operation, undefined)
    })

    it("that must wait have had no effect, also when it is one after which they would wait", () => {
      const history = [op(1, "take", 2, [0]), op(2, "takeIfAvailable", 1, [1, 2], false)]
      assert.strictEqual(check(history, semaphore)._tag, "linearizable")
      assert.strictEqual(stuckOf(history, semaphore, "must wait").operation, undefined)
    })
  })

  describe("the stuck part", () => {
    it("is the shortest that has no order, with the longest order that comes as far", () => {
      const history = [
        op(1, "write", 1, [0, 1]),
        op(2, "read", undefined, [2, 3], 7),
        op(1, "write", 2, [4, 5]),
        op(2, "read", undefined, [6, 7], 8)
      ]
      const { operation, placed, prefix } = stuckOf(history, register)
      assert.strictEqual(operation, history[1])
      assert.deepStrictEqual(prefix, history.slice(0, 2))
      assert.deepStrictEqual(placed, history.slice(0, 1))
    })

    it("ends with the return to blame, not with an earlier one that needs that operation", () => {
      const history = [
        op(1, "add", 1, [0, 1], false),
        op(2, "add", 1, [0, 3], "neither"),
        op(1, "add", 1, [4, 5], false)
      ]
      assert.strictEqual(stuckOf(history, set).operation, history[1])
    })

    it("takes what had not returned by its end for pending", () => {
      const read = op(1, "read", undefined, [0, 1], 7)
      assert.deepStrictEqual(stuckOf([read, op(2, "write", 1, [0, 3])], register).prefix, [
        read,
        op(2, "write", 1, [0])
      ])
    })
  })

  describe("the model", () => {
    it("may leave a result out, and then any value will do", () => {
      assert.strictEqual(orderOf([op(1, "write", 1, [0, 1], "anything")], register).length, 1)
    })

    it("may have lists for states, which differ when their parts do", () => {
      const lists: Model<ReadonlyArray<number>, HistoryOperation> = {
        initial: [],
        step: (state, { argument, name }) =>
          name === "get" ? { state, result: state } : { state: argument as ReadonlyArray<number> }
      }
      const history = [
        op(1, "set", [1, 23], [0, 2]),
        op(2, "set", [12, 3], [1, 3]),
        op(1, "get", undefined, [4, 5], [12, 3])
      ]
      assert.deepStrictEqual(orderOf(history, lists), history)
    })

    it("may name its states by a key", () => {
      const keyed: Model<{ readonly n: number }, HistoryOperation> = {
        initial: { n: 0 },
        step: ({ n }) => ({ state: { n: n + 1 }, result: n + 1 }),
        key: ({ n }) => n,
        equals: () => assert.fail("keys are enough")
      }
      const history = [op(1, "increment", undefined, [0, 3], 2), op(2, "increment", undefined, [1, 2], 1)]
      assert.deepStrictEqual(orderOf(history, keyed), history.toReversed())
    })

    it("may bring its own equality of states", () => {
      let compared = 0
      const states = {
        ...stack,
        equals: (a: ReadonlyArray<number>, b: ReadonlyArray<number>) => (compared++, a.join() === b.join())
      }
      const history = [op(1, "push", 1, [0, 3]), op(2, "push", 2, [1, 2]), op(2, "pop", undefined, [4, 5], 1)]
      assert.strictEqual(orderOf(history, states).length, 3)
      assert.isAbove(compared, 0)
    })
  })

  describe("large histories", () => {
    it("of 20 operations of 4 fibers take some thousand places at most, also when there is no order", () => {
      const writes = Array.from({ length: 20 }, (_, n) => op(n % 4, "write", n, [n, n + 3]))
      const history = [...writes, op(9, "read", undefined, [30, 31], "never written")]
      assert.strictEqual(check(history, register, "may take effect", 5_000)._tag, "stuck")
    })

    it("that have too many orders are given up", () => {
      const writes = Array.from({ length: 20 }, (_, n) => op(n, "write", n, [0, 50]))
      const history = [...writes, op(20, "read", undefined, [60, 61], "never written")]
      assert.strictEqual(check(history, register, "may take effect", 1_000)._tag, "undecided")
    })

    it("may have any number of operations, one after the other", () => {
      const history = Array.from({ length: 100 }, (_, n) => op(1, "increment", undefined, [2 * n, 2 * n + 1], n + 1))
      assert.deepStrictEqual(orderOf(history, counter), history)
    })

    it("with more than 30 operations at once are given up", () => {
      const history = Array.from({ length: 31 }, (_, n) => op(n, "write", n, [0, 50]))
      assert.strictEqual(check(history, register)._tag, "undecided")
    })
  })

  describe("beside a checker that tries every order", () => {
    const value = (value: unknown) => ({ failed: false, value })
    const vocabularies: Record<string, readonly [Model<never, HistoryOperation>, Vocabulary]> = {}
    const add = <State>(name: string, model: Model<State, HistoryOperation>, vocabulary: Vocabulary) => {
      vocabularies[name] = [model as unknown as Model<never, HistoryOperation>, vocabulary]
    }
    add("a register", register, {
      calls: [
        ["write", 1],
        ["write", 2],
        ["read", undefined]
      ],
      outcomes: [value(0), value(1), value(2)]
    })
    add("a counter", counter, {
      calls: [
        ["increment", undefined],
        ["get", undefined]
      ],
      outcomes: [value(0), value(1), value(2), value(3)]
    })
    add("a stack", stack, {
      calls: [
        ["push", 1],
        ["push", 2],
        ["pop", undefined]
      ],
      outcomes: [value(1), value(2), { failed: true, value: empty }]
    })
    add("a queue", queue, {
      calls: [
        ["offer", 1],
        ["offer", 2],
        ["take", undefined],
        ["poll", undefined],
        ["size", undefined]
      ],
      outcomes: [value(1), value(2), value(true), value(Option.none())]
    })
    add("a set", set, {
      calls: [
        ["add", 1],
        ["add", 2],
        ["has", 1],
        ["size", undefined]
      ],
      outcomes: [value(true), value(false), value(1)]
    })

    for (const [name, [model, vocabulary]] of Object.entries(vocabularies)) {
      it(`says the same of any history of ${name}, and its witnesses are orders of the history`, () => {
        let right = 0
        const runs = 3_000
        fc.assert(
          fc.property(histories(model, vocabulary, 6), (history) => {
            const verdict = check(history, model)
            const expected = isLinearizableByTrying(history, model)
            assert.strictEqual(verdict._tag, expected ? "linearizable" : "stuck")
            if (verdict._tag === "linearizable") {
              right++
              assert.isTrue(isWitness(verdict.order, history, model))
            }
          }),
          { numRuns: runs, seed: 7 }
        )
        assert.isTrue(right > runs / 10 && right < runs, `${right} of ${runs} are linearizable`)
      })

      it(`finds the shortest part of a history of ${name} that has no order`, () => {
        const upTo = (history: ReadonlyArray<HistoryOperation>, end: number): ReadonlyArray<HistoryOperation> =>
          history
            .filter(({ called }) => called <= end)
            .map((operation) =>
              (operation.returned?.at ?? 0) > end ? { ...operation, returned: undefined } : operation
            )
        fc.assert(
          fc.property(histories(model, vocabulary, 5), (history) => {
            const verdict = check(history, model)
            if (verdict._tag !== "stuck") return
            const end = verdict.operation?.returned?.at ?? assert.fail("no operation")
            assert.isFalse(isLinearizableByTrying(upTo(history, end), model))
            assert.isTrue(isLinearizableByTrying(upTo(history, end - 1), model))
          }),
          { numRuns: 1_000, seed: 8 }
        )
      })
    }
  })
})
