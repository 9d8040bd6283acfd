/**
 * Keys that help readers who use no mouse: `/` goes to the search field, `?` opens the list of these keys. Neither
 * takes a key from somebody who is typing or holds a modifier.
 */
export function keys(root: Document): void {
  root.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return
    if (event.key === '/') {
      event.preventDefault()
      search(root)
    } else if (event.key === '?') {
      const list = root.querySelector<HTMLDialogElement>('#keys')
      if (!list || list.open) return
      event.preventDefault()
      list.showModal()
    }
  })
}

/** Goes to the first search field that is shown; narrow windows have none in the head, but a way to the page of searches. */
function search(root: Document): void {
  const fields = [...root.querySelectorAll<HTMLInputElement>('input[type="search"]')]
  const field = fields.find((one) => { one.focus(); return root.activeElement === one })
  if (field) field.select()
  else root.querySelector<HTMLAnchorElement>('.head-events')?.click()
}

/** Whether a key belongs to what stands in focus. */
function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}
