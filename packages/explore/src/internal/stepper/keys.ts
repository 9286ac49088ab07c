/** What the keys of the stepper mean. */
import type { Command } from "./Stepper.ts"

export const keyHelp: ReadonlyArray<string> = [
  "space, n, right   next step",
  "b, left           back",
  "1 to 9            next step of that fiber; f0 for the program itself",
  "s                 next switch",
  "g, G              first step, last step",
  "q, Ctrl-C         quit"
]

const commands: Readonly<Record<string, Command>> = {
  " ": { kind: "next" },
  n: { kind: "next" },
  "\u001b[C": { kind: "next" },
  "\u001bOC": { kind: "next" },
  b: { kind: "back" },
  "\u001b[D": { kind: "back" },
  "\u001bOD": { kind: "back" },
  s: { kind: "switch" },
  g: { kind: "first" },
  G: { kind: "last" },
  "?": { kind: "help" },
  q: { kind: "quit" },
  "\u0003": { kind: "quit" }
}

const escape = "\u001b"
const oneKey = new RegExp(`${escape}[[O][0-9;]*[A-Za-z~]|[^]`, "gu")

/** Reads keys as they arrive, several in one piece of input where the typist is fast. */
export class Keys {
  /** `f` came, and a digit should follow. */
  private afterF = false

  read(input: string): ReadonlyArray<Command> {
    // An arrow is one key: the escape, a bracket, and the letter that ends it.
    const keys = input.match(oneKey) ?? []
    return keys.flatMap((key): ReadonlyArray<Command> => {
      const { afterF } = this
      this.afterF = key === "f"
      if (/^[0-9]$/.test(key) && (afterF || key !== "0")) return [{ kind: "fiber", fiber: Number(key) }]
      const command = commands[key]
      return command === undefined ? [] : [command]
    })
  }
}
