/** Any of those that can go, each as likely as the others. */
import type { Chooser, Crossing } from "../chooser.ts"
import { Generator } from "../random.ts"
import type { Strategy } from "./strategy.ts"

export class RandomWalk implements Strategy, Chooser {
  readonly name = "random"
  readonly chooser = this
  private readonly generator: Generator

  constructor(seed: number) {
    this.generator = new Generator(seed)
  }

  begin(): void {}

  choose({ candidates }: Crossing) {
    return candidates[candidates.length === 1 ? 0 : this.generator.below(candidates.length)]
  }

  hasNext(): boolean {
    return true
  }

  finished(): void {}

  covered(): undefined {
    return undefined
  }
}
