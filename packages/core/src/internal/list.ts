/** A doubly linked list whose links live in its elements: joining and leaving cost O(1) and allocate nothing. */
export interface Linked<T> {
  prev: T | undefined
  next: T | undefined
  linked: boolean
}

export class List<T extends Linked<T>> {
  head: T | undefined = undefined
  tail: T | undefined = undefined

  push(element: T): void {
    element.linked = true
    element.prev = this.tail
    if (this.tail === undefined) this.head = element
    else this.tail.next = element
    this.tail = element
  }

  /** Does nothing to an element that has left already. */
  remove(element: T): void {
    if (!element.linked) return
    element.linked = false
    const { next, prev } = element
    if (prev === undefined) this.head = next
    else prev.next = next
    if (next === undefined) this.tail = prev
    else next.prev = prev
    element.prev = element.next = undefined
  }

  toArray(): Array<T> {
    const elements: Array<T> = []
    for (let element = this.head; element !== undefined; element = element.next) elements.push(element)
    return elements
  }
}
