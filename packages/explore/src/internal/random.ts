/** A small generator of random numbers with a state that can be set: the same seed gives the same run. */

/** Mulberry32, by Tommy Ettinger (2017, public domain): 32 bits of state, a full period, fast in JavaScript. */
export class Generator {
  private state: number

  constructor(seed: number) {
    this.state = seed | 0
  }

  reseed(seed: number): void {
    this.state = seed | 0
  }

  /** An integer from 0 to 2^32 - 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }

  /** An integer from 0 to `n - 1`. */
  below(n: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * n)
  }

  /** From 0 up to 1. */
  fraction(): number {
    return this.next() / 0x1_0000_0000
  }

  // Effect's service `Random` asks for these two.
  nextIntUnsafe(): number {
    return Math.floor((this.fraction() - 0.5) * 2 * Number.MAX_SAFE_INTEGER)
  }

  nextDoubleUnsafe(): number {
    return this.fraction()
  }
}
