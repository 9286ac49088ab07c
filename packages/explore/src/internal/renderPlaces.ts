/** Where steps are in the source: short beside the steps, in full once. */
import type { Trace, TraceStep } from "../Trace.ts"

/** `account.ts:41`, of a place in any folder. */
export const shortPlace = (place: string): string => /[^\\/]*$/.exec(place)?.[0] ?? place

const fileOf = (place: string): string => place.replace(/:\d+$/, "")

/** The files of a run, in the order in which it comes to them. */
export const filesOf = ({ steps }: Trace): ReadonlyArray<string> => [
  ...new Set(steps.flatMap(({ place }) => (place === undefined ? [] : [fileOf(place)])))
]

/** The file that all places are in, if it is one. */
export const onlyFile = (trace: Trace): string | undefined => {
  const files = filesOf(trace)
  return files.length === 1 ? files[0] : undefined
}

/** `:41` where the file is clear, else with its name. */
export const placeIn = ({ place }: TraceStep, file: string | undefined): string => {
  if (place === undefined) return ""
  return file !== undefined && place.length > file.length ? place.slice(file.length) : shortPlace(place)
}
