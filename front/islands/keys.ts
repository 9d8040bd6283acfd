/**
 * Keys that help readers who use no mouse: `/` goes to the search field, `?` opens the list of these keys. Neither
 * takes a key from somebody who is typing or holds a modifier.
 */
export function keys(root: Document): void {
  root.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return
    if (event.key === '/') {
      const field = root.querySelector<HTMLInputElement>('#head-words')
      if (!field) return
      event.preventDefault()
      field.focus()
      field.select()
    } else if (event.key === '?') {
      const list = root.querySelector<HTMLDialogElement>('#keys')
      if (!list || list.open) return
      event.preventDefault()
      list.showModal()
    }
  })
}

/** Whether a key belongs to what stands in focus. */
function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}
