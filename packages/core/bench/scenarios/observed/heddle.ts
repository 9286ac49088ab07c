/**
 * Heddle with and without traces, and the dump of 10,000 tasks.
 */
import * as core from "@heddle/core"
import { TaskTree } from "@heddle/core"
import { Effect } from "effect"
import { prepared } from "../../harness/Program.ts"
import { suspendChildren } from "../suspended/heddle.ts"
import { allocatedBeyond, manyScopes, manyTasks } from "./programs.ts"
import { loadUnseen } from "./unseen.ts"

export const scopes = manyScopes(core)

export const tasks = manyTasks(core)

export const scopesUnseen = async () => manyScopes(await loadUnseen())

export const tasksUnseen = async () => manyTasks(await loadUnseen())

export const scopesAllocation = async () => allocatedBeyond(scopes, await scopesUnseen())

export const tasksAllocation = async () => allocatedBeyond(tasks, await tasksUnseen())

export const dump = prepared(async (n) => {
  const release = await suspendChildren(n)
  return {
    run: async () => {
      const tree = await Effect.runPromise(TaskTree.dump)
      return tree.scopes.reduce((sum, scope) => sum + scope.tasks.length, 0)
    },
    release
  }
})
