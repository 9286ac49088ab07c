/**
 * Finds every file under a folder: one task per folder, which forks a task for each folder in it into the same scope.
 * Links are not followed; several names of one file (hard links) are one file; empty files are left out.
 */
import { TaskScope } from "@heddle/core"
import * as Effect from "effect/Effect"
import { Disk, type FileStatus } from "./disk.ts"
import type { FileError } from "./errors.ts"
import { join } from "./paths.ts"
import type { Progress } from "./progress.ts"
import type { File, Survey } from "./survey.ts"

/** Fails if `root` itself cannot be read. What fails below it is listed in the survey. */
export const walk = Effect.fnUntraced(function* (root: string, survey: Survey, progress: Progress, limit: number) {
  const disk = yield* Disk
  const byInode = new Map<string, File>()

  const read = Effect.fnUntraced(function* (folder: string): Effect.fn.Return<ReadonlyArray<string>, FileError> {
    const { files, folders } = yield* disk.list(folder)
    const paths = files.map((name) => join(folder, name))
    for (let from = 0; from < paths.length; from += statusesAtOnce) {
      const some = paths.slice(from, from + statusesAtOnce)
      const statuses = yield* disk.statuses(some)
      statuses.forEach((status, index) => {
        if ("_tag" in status) survey.errors.push(status)
        else add(some[index] ?? "", status)
      })
    }
    const inside = folders.map((name) => join(folder, name))
    for (const path of inside) survey.unread.add(path)
    survey.unread.delete(folder)
    progress.done += 1
    return inside
  })

  const add = (path: string, { inode, links, size }: FileStatus): void => {
    if (size === 0) return
    const known = links > 1 ? byInode.get(inode) : undefined
    if (known !== undefined) {
      if (path < known.path) known.path = path
      return
    }
    const file: File = { path, size }
    survey.files.push(file)
    if (links > 1) byInode.set(inode, file)
  }

  survey.unread.add(root)
  yield* TaskScope.run(
    function* (scope) {
      const visit = function* (folder: string): Visit {
        const folders = yield* read(folder).pipe(
          Effect.catch((error) => {
            survey.unread.delete(folder)
            survey.errors.push(error)
            return Effect.succeed([])
          })
        )
        for (const inside of folders) yield* scope.fork(() => visit(inside), { name: `read ${inside}` })
      }
      for (const inside of yield* read(root)) yield* scope.fork(() => visit(inside), { name: `read ${inside}` })
    },
    { name: `walk ${root}`, limit }
  )
})

/** What `visit` yields, said here because it forks itself: it never fails. */
type Visit = Generator<Effect.Effect<unknown> | TaskScope.Operation<unknown>, void, never>

/** Names of a folder that are looked at in one go: an interrupt waits for them. */
const statusesAtOnce = 256
