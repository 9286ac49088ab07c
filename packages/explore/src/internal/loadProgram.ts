/** Loads a program from a file. */
import * as Effect from "effect/Effect"
import { ExploreOptionError } from "../errors.ts"

/** The effect that the module exports under this name. */
export const loadProgram = async (where: string, file: URL, name: string): Promise<Effect.Effect<unknown, unknown>> => {
  const module: Readonly<Record<string, unknown>> = await import(file.href)
  const program = module[name]
  if (Effect.isEffect(program)) return program as Effect.Effect<unknown, unknown>
  const effects = Object.keys(module).filter((key) => Effect.isEffect(module[key]))
  throw new ExploreOptionError({
    where,
    option: "export",
    value: name,
    allowed: effects.length === 0 ? "none: the file exports no effect" : effects.join(", ")
  })
}
