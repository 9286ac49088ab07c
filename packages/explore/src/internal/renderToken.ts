/** The line that replays a failure, which stays valid TypeScript where it does not fit in one line. */
import type { Line } from "./renderText.ts"

/** Where a token is replayed: by `Explore.replay`, in the test that failed, or by `Explore.linearizable`. */
export type ReplayedBy = "Explore.replay" | "it.explore"

interface Call {
  /** What stands before the token, and after it. */
  readonly before: string
  readonly after: string
}

const calls: Readonly<Record<ReplayedBy | "Explore.linearizable", Call>> = {
  "Explore.replay": { before: "Explore.replay(program, ", after: ")" },
  "it.explore": { before: "it.explore(name, { replay: ", after: " }, program)" },
  "Explore.linearizable": { before: "Explore.linearizable({ ...options, replay: ", after: " })" }
}

export const tokenLines = (token: string, width: number, by: ReplayedBy = "Explore.replay"): ReadonlyArray<Line> => {
  const { after, before } = calls[token.includes(";plan=") ? "Explore.linearizable" : by]
  const lead = "  replay with "
  const whole = `${before}${JSON.stringify(token)}${after}`
  if (lead.length + whole.length <= width) return [[[lead, "muted"], [whole]]]
  const alone = `    ${whole}`
  const head: Line = [[lead.trimEnd(), "muted"]]
  if (alone.length <= width) return [head, [[alone]]]
  const parts = cutToken(token, width - "      ".length - `"" +`.length)
  return [
    head,
    [[`    ${before.trimEnd()}`]],
    ...parts.map((part, index): Line => [[`      ${JSON.stringify(part)}${index < parts.length - 1 ? " +" : ""}`]]),
    [[`    ${after.trimStart()}`]]
  ]
}

/** The token in pieces, cut after a separator where there is one. */
const cutToken = (token: string, width: number): ReadonlyArray<string> => {
  const parts: Array<string> = []
  for (let rest = token; rest.length > 0;) {
    const fits = rest.slice(0, longestFit(rest, width))
    const at = fits.length === rest.length ? -1 : Math.max(fits.lastIndexOf(","), fits.lastIndexOf(";"))
    const part = at > 0 ? fits.slice(0, at + 1) : fits
    parts.push(part)
    rest = rest.slice(part.length)
  }
  return parts
}

/** How much of the text fits once it is quoted; at least one character. */
const longestFit = (text: string, width: number): number => {
  let length = Math.min(text.length, width)
  while (length > 1 && JSON.stringify(text.slice(0, length)).length - 2 > width) length--
  return length
}
