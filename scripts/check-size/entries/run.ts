/** `TaskScope.run` and what it needs, as a bundler sees it beside an Effect that is there already. */
import { TaskScope } from "@heddle/core"

console.log(TaskScope.run)
