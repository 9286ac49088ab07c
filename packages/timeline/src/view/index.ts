/** The view of a timeline, a Preact component, and its style sheet. @since 0.1.0 */
export { styles } from "./styles.ts"
export { TimelineView, type TimelineViewProps } from "./TimelineView.ts"
