/** Finds where one fiber went on with what another had changed meanwhile, from what the steps touched. */
import type { Trace, TraceStep } from "../Trace.ts"
import { objectsOf } from "./storyWaits.ts"
import { FiberWords, placeWords, sentence, stepWords } from "./storyWords.ts"

/** `first` and `last` are steps of one fiber, `between` is one of another. */
interface Race {
  readonly object: string
  readonly first: TraceStep
  readonly between: TraceStep
  readonly last: TraceStep
  /** The other fiber read the object, too. */
  readonly readBetween: boolean
}

export const raceStory = (trace: Trace): ReadonlyArray<string> | undefined => {
  const steps = trace.steps.filter(({ fiber }) => fiber >= 0).map(asReading)
  const words = new FiberWords(trace)
  const update = best(steps, findUpdates(steps))
  if (update !== undefined) return tellUpdate(update, words)
  const torn = findTorn(steps)
  if (torn !== undefined) return tellTorn(torn, words)
  const stale = best(steps, findStale(steps))
  return stale === undefined ? undefined : tellStale(stale, words)
}

const looks = /\.(?:get|size|isEmpty|isFull|isDone|isShutdown|peek)$/

/** Looking at a queue counts as writing to it where orders are explored; in a story it only looks. */
const asReading = (step: TraceStep): TraceStep =>
  looks.test(step.operation ?? "")
    ? { ...step, touched: step.touched.map(({ object }) => ({ object, write: false })) }
    : step

const touches = (step: TraceStep, object: string, write: boolean): boolean =>
  objectsOf(step).some((touch) => touch.object === object && touch.write === write)

/** Reads that no write of the same fiber follows before another fiber writes, and that this fiber then writes upon. */
const findUpdates = (steps: ReadonlyArray<TraceStep>): ReadonlyArray<Race> =>
  findRaces(steps, (step, { object }) => touches(step, object, true))

/** The same, but the fiber goes on to change something else: it acts on what was so. */
const findStale = (steps: ReadonlyArray<TraceStep>): ReadonlyArray<Race> =>
  findRaces(steps, (step, { object }) => !touches(step, object, false) && objectsOf(step).some(({ write }) => write))

const findRaces = (
  steps: ReadonlyArray<TraceStep>,
  closes: (step: TraceStep, open: { readonly object: string }) => boolean
): ReadonlyArray<Race> => {
  type Open = { object: string; first: TraceStep; between: TraceStep | undefined; readBetween: boolean }
  const races: Array<Race> = []
  const open = new Map<string, Open>()
  for (const step of steps) {
    for (const [key, entry] of open) {
      const { between, first, object, readBetween } = entry
      if (first.fiber === step.fiber) {
        if (between !== undefined && closes(step, entry)) {
          races.push({ object, first, between, last: step, readBetween })
          open.delete(key)
        } else if (touches(step, object, true) || touches(step, object, false)) open.delete(key)
      } else if (touches(step, object, true)) entry.between = step
      else if (touches(step, object, false)) entry.readBetween = true
    }
    for (const { object, write } of objectsOf(step)) {
      if (!write) open.set(`${step.fiber} ${object}`, { object, first: step, between: undefined, readBetween: false })
    }
  }
  return races
}

/** The one around a switch that the schedule forced, if there is such. */
const best = (steps: ReadonlyArray<TraceStep>, races: ReadonlyArray<Race>): Race | undefined =>
  races.find(({ first, last }) =>
    steps.slice(steps.indexOf(first) + 1, steps.indexOf(last) + 1).some(({ turn }) => turn)
  ) ?? races[0]

const tellUpdate = ({ between, first, last, object, readBetween }: Race, words: FiberWords): ReadonlyArray<string> => {
  const [one, other] = [words.of(first.fiber), words.of(between.fiber)]
  const meanwhile = `${other} ${readBetween ? "reads and writes" : "writes"} it${placeWords(between)}`
  const overwrites = /\b(?:set|getAndSet|setAndGet)$/.test(last.operation ?? "")
  const [again, loser] = [words.of(first.fiber), words.of(between.fiber)]
  return [
    sentence(`${one} reads ${object}${placeWords(first)}; before it writes, ${meanwhile}`),
    sentence(
      overwrites
        ? `${again} then writes over it${placeWords(last)}, going by what it had read, and the write of ${loser} is lost`
        : `${again} then goes on with ${stepWords(last, object)}, although ${loser} has written ${object} since`
    )
  ]
}

const tellStale = ({ between, first, last, object }: Race, words: FiberWords): ReadonlyArray<string> => {
  const target = objectsOf(last).find(({ write }) => write)?.object
  return [
    sentence(`${words.of(first.fiber)} reads ${object} in ${stepWords(first)}`),
    sentence(`before it goes on, ${words.of(between.fiber)} changes ${object} with ${stepWords(between)}`),
    sentence(`${words.of(first.fiber)} goes on with ${stepWords(last, target)} and has not looked again`)
  ]
}

interface Torn {
  readonly whole: number
  readonly parts: number
  /** The one that was changed before the other fiber came, and the one changed after. */
  readonly objects: readonly [string, string]
  readonly reads: boolean
}

/** One fiber changes two things, and another reads both in between; or reads two, and another changes both in between. */
const findTorn = (steps: ReadonlyArray<TraceStep>): Torn | undefined => {
  for (const reads of [false, true]) {
    for (const [index, first] of steps.entries()) {
      for (const { object, write } of objectsOf(first)) {
        if (write === reads) continue
        const next = steps.findIndex(
          (step, at) =>
            at > index &&
            step.fiber === first.fiber &&
            objectsOf(step).some((touch) => touch.object !== object && touch.write === !reads)
        )
        const between = steps.slice(index + 1, Math.max(next, index + 1)).filter(({ fiber }) => fiber !== first.fiber)
        const last = next < 0 ? undefined : steps[next]
        const second = last && objectsOf(last).find((touch) => touch.object !== object && touch.write === !reads)
        if (second === undefined) continue
        const other = between.find((step) => touches(step, object, reads))?.fiber
        const both = between.some((step) => step.fiber === other && touches(step, second.object, reads))
        if (other !== undefined && both)
          return { whole: other, parts: first.fiber, objects: [object, second.object], reads }
      }
    }
  }
  return undefined
}

const tellTorn = (
  { objects: [first, second], parts, reads, whole }: Torn,
  words: FiberWords
): ReadonlyArray<string> => {
  const [one, other] = [words.of(parts), words.of(whole)]
  return reads
    ? [
        sentence(`${one} reads ${first}; before it reads ${second}, ${other} writes both`),
        sentence(`${words.of(parts)} then has the old ${first} and the new ${second}`)
      ]
    : [
        sentence(`${one} writes ${first}; before it writes ${second}, ${other} reads both`),
        sentence(`${words.of(whole)} sees the new ${first} and the old ${second}`)
      ]
}
