/** Any valid timeline, with names as hostile as they come. */
import * as fc from "fast-check"
import type { Timeline } from "../../src/index.ts"

/** What a page, a terminal or a parser might take for something of its own. */
export const hostile: ReadonlyArray<string> = [
  `</script><img src=x onerror="alert(1)">`,
  `<!--<script>`,
  `]]>&lt;&amp;"'`,
  `\u2028\u2029`,
  `\u001b[31m\u001b[2J\u0007\r\n`,
  `\u202Egnp.exe`,
  `__proto__`,
  `\ud800`,
  ``,
  `名前が長い長い長い長い長い長い長い長い長い長い長い長い`
]

const text = fc.oneof(fc.string({ maxLength: 30, unit: "binary" }), fc.constantFrom(...hostile))

const optional = <K extends string, A>(key: K, value: fc.Arbitrary<A>): fc.Arbitrary<{ readonly [P in K]?: A }> =>
  fc.option(value, { nil: undefined }).map((one) => (one === undefined ? {} : { [key]: one }) as { [P in K]?: A })

const sorted = (times: ReadonlyArray<number>): ReadonlyArray<number> => times.toSorted((a, b) => a - b)

const timesIn = (from: number, to: number, most: number) =>
  fc.array(fc.integer({ min: from, max: to }), { maxLength: most }).map(sorted)

const lane = (id: string, last: number): fc.Arbitrary<Timeline.Lane> =>
  fc.tuple(fc.integer({ min: 0, max: last }), fc.integer({ min: 0, max: last })).chain(([a, b]) => {
    const [from, to] = [Math.min(a, b), Math.max(a, b)]
    const waitsFor = fc
      .tuple(text, optional("heldBy", fc.array(fc.oneof(text, fc.constantFrom("0", "1")), { maxLength: 3 })))
      .map(([name, rest]) => ({ name, ...rest }))
    const span = fc
      .tuple(fc.constantFrom("running", "waiting", "cleanup"), optional("label", text), optional("waitsFor", waitsFor))
      .map(([state, ...rest]) => Object.assign({ state }, ...rest) as Pick<Timeline.Span, "state" | "label">)
    const spans = fc
      .tuple(timesIn(from, to, 6), fc.array(span, { minLength: 6, maxLength: 6 }))
      .map(([times, states]) =>
        times.slice(1).map((time, index): Timeline.Span => ({
          from: times[index] ?? from,
          to: time,
          ...(states[index] ?? { state: "running" })
        }))
      )
    const event = fc
      .tuple(
        text,
        optional("detail", text),
        optional("source", text),
        optional("switch", fc.boolean()),
        optional("severity", fc.constantFrom("normal", "key", "failure"))
      )
      .map(([label, ...rest]) => Object.assign({ label }, ...rest) as Omit<Timeline.Event, "at">)
    const events = fc
      .tuple(timesIn(from, to, 6), fc.array(event, { minLength: 6, maxLength: 6 }))
      .map(([times, some]) => times.map((at, index): Timeline.Event => ({ at, ...(some[index] ?? { label: "" }) })))
    const end = fc
      .tuple(fc.constantFrom("done", "failed", "interrupted"), optional("message", text))
      .map(([state, rest]): Timeline.LaneEnd => ({ at: to, state, ...rest }))
    const last = fc.oneof(
      fc.constant({ to }),
      end.map((one) => ({ end: one }))
    )
    return fc
      .tuple(text, fc.constantFrom("task", "daemon", "scope", "body", "clock"), spans, events, last)
      .map(([name, kind, ownSpans, ownEvents, rest]) => ({
        id,
        name,
        kind,
        from,
        spans: ownSpans,
        events: ownEvents,
        ...rest
      }))
  })

/** Valid by construction: `parse` accepts each. */
export const timelines: fc.Arbitrary<Timeline.Timeline> = fc
  .tuple(fc.nat({ max: 40 }), fc.nat({ max: 5 }))
  .chain(([end, count]) => {
    const ids = Array.from({ length: count }, (_, index) => String(index))
    const lanes = fc.tuple(...ids.map((id) => lane(id, end))).chain((own) =>
      fc.array(fc.nat(), { minLength: count, maxLength: count }).map((parents) =>
        own.map((one, index): Timeline.Lane => {
          const parent = (parents[index] ?? 0) % (index + 1)
          return parent === index ? one : { ...one, parent: String(parent) }
        })
      )
    )
    const point = (at: number) =>
      fc.constantFrom(...ids, ...(count === 0 ? ["none"] : [])).map((id) => ({ lane: id, at }))
    const link = timesIn(0, end, 2)
      .filter((times) => times.length === 2)
      .chain(([from = 0, to = 0]) =>
        fc
          .tuple(
            fc.constantFrom("fork", "join", "wake", "interrupt", "fail"),
            point(from),
            point(to),
            optional("label", text)
          )
          .map(([kind, start, stop, rest]): Timeline.Link => ({ kind, from: start, to: stop, ...rest }))
      )
    const mark = fc
      .tuple(fc.integer({ min: 0, max: end }), text, fc.constantFrom("clock", "failure", "info"))
      .map(([at, label, kind]): Timeline.Mark => ({ at, label, kind }))
    return fc
      .tuple(
        text,
        fc.constantFrom("step", "ms"),
        lanes,
        count === 0 ? fc.constant([]) : fc.array(link, { maxLength: 5 }),
        fc.array(mark, { maxLength: 3 }),
        optional("notes", fc.array(text, { maxLength: 2 }))
      )
      .map(([title, unit, own, links, marks, rest]): Timeline.Timeline => ({
        version: 1,
        title,
        unit,
        end,
        lanes: own,
        links,
        marks,
        ...rest
      }))
  })
