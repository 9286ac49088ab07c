/** What happened when, as data. Its view is `@heddle/timeline/view`. @since 0.1.0 */
export * as Timeline from "./Timeline.ts"
