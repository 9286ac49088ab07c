import { assert, describe, it } from "vitest"
import { count, inWords, outcomeOf } from "../src/conformance/outcome.ts"
import type { Snapshot, Status } from "../src/conformance/snapshot.ts"
import { groups, type Statement, statements, systems } from "../src/conformance/statements.ts"

const statement = (answer: Statement["answer"]): Statement => ({
  number: 16,
  group: "B",
  statement: "x",
  answer,
  peers: {}
})
const snapshot = (...statuses: ReadonlyArray<Status>): Snapshot => ({
  16: statuses.map((status) => ({ title: "S16 x", file: "a.test.ts", status }))
})

describe("outcome", () => {
  describe("outcomeOf", () => {
    it("is passed when every test of the statement passed", () => {
      assert.strictEqual(outcomeOf(statement("test"), snapshot("passed", "passed")), "passed")
    })

    it("is failed when one of several tests failed", () => {
      assert.strictEqual(outcomeOf(statement("test"), snapshot("passed", "failed", "skipped")), "failed")
    })

    it("is skipped when one of several tests was skipped", () => {
      assert.strictEqual(outcomeOf(statement("test"), snapshot("passed", "skipped")), "skipped")
    })

    it("is missing when no test ran", () => {
      assert.strictEqual(outcomeOf(statement("test"), {}), "missing")
    })

    it("takes a failing test over what is said to be impossible", () => {
      assert.strictEqual(outcomeOf(statement("impossible by construction"), snapshot("failed")), "failed")
    })

    it("is by construction when it cannot happen and no test ran", () => {
      assert.strictEqual(outcomeOf(statement("impossible by construction"), {}), "by construction")
    })
  })

  describe("inWords", () => {
    it("always says how many are missing", () => {
      assert.strictEqual(inWords(count([statement("test")], snapshot("passed"))), "1 passed, 0 missing")
    })
  })
})

describe("statements", () => {
  it("are 1 to 137 without 125, in order", () => {
    const expected = Array.from({ length: 137 }, (_, index) => index + 1).filter((number) => number !== 125)

    assert.deepStrictEqual(
      statements.map(({ number }) => number),
      expected
    )
  })

  it("stand in groups that have a title", () => {
    const known = new Set(groups.map(({ id }) => id))

    assert.deepStrictEqual(
      statements.filter(({ group }) => !known.has(group)),
      []
    )
  })

  it("give a reason exactly when they are impossible by construction", () => {
    const wrong = statements.filter(
      (one) => (one.answer === "impossible by construction") !== (one.reason !== undefined)
    )

    assert.deepStrictEqual(wrong, [])
  })

  it("speak of known systems and known answers only", () => {
    const names = new Set<string>(systems.map(({ id }) => id))
    const answers = new Set<string>(["yes", "no", "partly", "not applicable"])
    const wrong = statements.filter(({ peers }) =>
      Object.entries(peers).some(([name, { does }]) => !names.has(name) || !answers.has(does))
    )

    assert.deepStrictEqual(wrong, [])
  })
})
