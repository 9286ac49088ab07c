/** Compiles when its argument is `true`: a tuple of `Expect<Equal<A, B>>` holds a group of facts about types. */
export type Expect<T extends true> = T
