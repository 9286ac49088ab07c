/** Counts the tasks of a scope that truly run, to hold them against its limit. */
export class Meter {
  readonly limit: number
  peak = 0
  private readonly tasks = new Set<Strand>()

  constructor(limit: number) {
    this.limit = limit
  }

  enter(strand: Strand): void {
    this.tasks.add(strand)
    this.count()
  }

  leave(strand: Strand): void {
    this.tasks.delete(strand)
  }

  /** A task in which something waits for a task or a slot is not running. */
  count(): void {
    let running = 0
    for (const task of this.tasks) if (task.waits === 0) running++
    this.peak = Math.max(this.peak, running)
  }
}

/** A task as its scope's meter sees it; `outer` is the task that its scope runs in. */
export class Strand {
  readonly meter: Meter
  readonly outer: Strand | undefined
  waits = 0

  constructor(meter: Meter, outer: Strand | undefined) {
    this.meter = meter
    this.outer = outer
  }

  static begin(meter: Meter, outer: Strand | undefined): Strand {
    const strand = new Strand(meter, outer)
    meter.enter(strand)
    return strand
  }

  /** This task, and those around it, begin to wait (1) or have waited (-1). */
  wait(change: 1 | -1): void {
    this.waits += change
    this.meter.count()
    this.outer?.wait(change)
  }

  end(): void {
    this.meter.leave(this)
  }
}
