/**
 * Finds every file under a folder: a task reads a few folders, then forks tasks for the folders in them into the same
 * scope. Links are not followed; several names of one file (hard links) are one file; empty files are left out.
 */
import { TaskScope } from "@heddle/core"
import * as Effect from "effect/Effect"
import * as Batches from "./batches.ts"
import { Disk, type Listing } from "./disk.ts"
import type { FileError } from "./errors.ts"
import type { FoundFile } from "./listing.ts"
import type { Progress } from "./progress.ts"
import type { File, Survey } from "./survey.ts"

/** Fails if `root` itself cannot be read. What fails below it is listed in the survey. */
export const walk = Effect.fnUntraced(function* (root: string, survey: Survey, progress: Progress) {
  const disk = yield* Disk
  const byInode = new Map<string, File>()

  const add = ({ inode, path, size }: FoundFile): void => {
    const known = inode === undefined ? undefined : byInode.get(inode)
    if (known !== undefined) {
      if (path < known.path) known.path = path
      return
    }
    const file: File = { path, size }
    survey.files.push(file)
    if (inode !== undefined) byInode.set(inode, file)
  }

  const addAll = (listing: Listing): ReadonlyArray<string> => {
    listing.files.forEach(add)
    survey.errors.push(...listing.errors)
    for (const folder of listing.folders) survey.unread.add(folder)
    return listing.folders
  }

  const read = Effect.fnUntraced(function* (folders: ReadonlyArray<string>) {
    const listings = yield* disk.list(folders)
    const inside: Array<string> = []
    for (const [index, listing] of listings.entries()) {
      const folder = folders[index] ?? ""
      survey.unread.delete(folder)
      progress.done += 1
      if ("_tag" in listing) {
        if (folder === root) return yield* listing
        survey.errors.push(listing)
      } else inside.push(...addAll(listing))
    }
    return inside
  })

  survey.unread.add(root)
  yield* TaskScope.run(
    function* (scope) {
      const visit = function* (folders: ReadonlyArray<string>): Visit {
        const inside = yield* read(folders)
        for (const piece of Batches.cut(inside, foldersAtOnce)) {
          yield* scope.fork(() => visit(piece), { name: Batches.title("read", piece) })
        }
      }
      yield* scope.fork(() => visit([root]), { name: `read ${root}` })
    },
    { name: `walk ${root}`, limit: disk.readers }
  )
})

/** Said here because `visit` forks itself. It fails with the error of the root alone. */
type Visit = TaskScope.Body<void, FileError>

/** Folders one task reads: some tenths of a millisecond of work for each message to a reader and back. */
const foldersAtOnce = 16
