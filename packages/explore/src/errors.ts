/**
 * What Explore refuses. Bugs that it finds are no errors: they are in the report.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"

/** An option is out of range. Nothing was run. */
export class ExploreOptionError extends Data.TaggedError("ExploreOptionError")<{
  readonly where: string
  readonly option: string
  readonly value: unknown
  readonly allowed: string
}> {
  override get message(): string {
    const value = typeof this.value === "string" ? JSON.stringify(this.value) : String(this.value)
    return `${this.where}: ${this.option} is ${value}; allowed: ${this.allowed}`
  }
}

/** The program does what cannot be controlled. It had started. */
export class NotControlledError extends Data.TaggedError("NotControlledError")<{
  readonly problem: string
}> {
  override get message(): string {
    return `Explore cannot control this program: ${this.problem}.`
  }
}

/** The program did something else when it ran again with the same schedule. */
export class NotRepeatableError extends Data.TaggedError("NotRepeatableError")<{
  /** The first step that was not the same, and what it was the first time and the second. */
  readonly step: number
  readonly first: string
  readonly second: string
}> {
  override get message(): string {
    return (
      `The program did not do the same when run again with the same schedule: step ${this.step} was ${this.first}, then ` +
      `${this.second}. It keeps state from run to run (a variable or Ref outside of the effect?) or asks Date.now, ` +
      "Math.random or the like: make all state inside the effect, and take time and chance from Clock and Random."
    )
  }
}

/** A token that cannot be read. Nothing was run. */
export class TokenInvalidError extends Data.TaggedError("TokenInvalidError")<{
  readonly token: string
  readonly part: string
  readonly allowed: string
}> {
  override get message(): string {
    return `The token ${JSON.stringify(this.token)} cannot be read at ${JSON.stringify(this.part)}; allowed: ${this.allowed}`
  }
}

/** A token of another program, or of this one before it was changed: the run went another way. */
export class ReplayDivergedError extends Data.TaggedError("ReplayDivergedError")<{
  readonly token: string
  /** The step at which the difference shows. */
  readonly step: number
  readonly expected: string
  readonly found: string
}> {
  override get message(): string {
    return (
      `The token ${this.token} does not fit this program: at step ${this.step} it expects ${this.expected}, but ` +
      `${this.found}. The program has changed since the token was made, or the token belongs to another one.`
    )
  }
}
