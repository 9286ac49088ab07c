/** Three uploads share a buffer for two chunks; what does not fit is refused. */
import { Context, Effect, Layer, Queue, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

const capacity = 2

interface Buffer {
  readonly make: Effect.Effect<Queue.Queue<string>>
  /** Whether the chunk was accepted. */
  readonly offer: (chunks: Queue.Queue<string>, chunk: string) => Effect.Effect<boolean>
}

class UploadBuffer extends Context.Service<
  UploadBuffer,
  {
    readonly add: (chunk: string) => Effect.Effect<boolean>
    readonly size: Effect.Effect<number>
  }
>()("uploads/UploadBuffer") {
  static readonly layer = (buffer: Buffer) =>
    Layer.effect(
      UploadBuffer,
      Effect.map(buffer.make, (chunks) =>
        UploadBuffer.of({ add: (chunk) => buffer.offer(chunks, chunk), size: Queue.size(chunks) })
      )
    )
}

const program = (buffer: Buffer) =>
  Effect.gen(function* () {
    const uploads = yield* UploadBuffer
    const refused = yield* Ref.make(0)
    const upload = Effect.fnUntraced(function* (chunk: string) {
      const accepted = yield* uploads.add(chunk)
      if (!accepted) yield* Ref.update(refused, (n) => n + 1)
    })

    yield* Effect.forEach(["a", "b", "c"], upload, { concurrency: "unbounded", discard: true })

    const size = yield* uploads.size
    yield* invariant(size <= capacity, `${size} chunks in a buffer for ${capacity}`)
    yield* invariant(size + (yield* Ref.get(refused)) === 3, "a chunk is neither buffered nor refused")
  }).pipe(Effect.provide(UploadBuffer.layer(buffer)))

const sizeThenOffer: Buffer = {
  make: Queue.unbounded<string>(),
  offer: Effect.fnUntraced(function* (chunks, chunk) {
    if ((yield* Queue.size(chunks)) >= capacity) return false
    return yield* Queue.offer(chunks, chunk)
  })
}

const dropping: Buffer = {
  make: Queue.dropping<string>(capacity),
  offer: (chunks, chunk) => Queue.offer(chunks, chunk)
}

export const uploadBuffer: Entry = {
  name: "upload-buffer",
  bugClass: "bounded-buffer overrun",
  teaches:
    "Several uploads see the last free place, and all of them take it. " +
    "A dropping queue looks at its size and accepts or refuses in one step.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program(sizeThenOffer),
  corrected: program(dropping)
}
