// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'
import { keys } from './keys'

keys(document)
beforeEach(() => {
  document.body.innerHTML = '<input type="search" value="bal"><a class="head-events" href="#search">Events</a><textarea></textarea><dialog id="keys"></dialog>'
  dialog().showModal = vi.fn()
})
const field = () => document.querySelector('input')!
const dialog = () => document.querySelector('dialog')!
const press = (key: string, on: EventTarget = document.body, more: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
  on.dispatchEvent(event)
  return event.defaultPrevented
}

it('goes to the search field with a slash, which is not typed there', () => {
  expect(press('/')).toBe(true)
  expect(document.activeElement).toBe(field())
})

it('goes to the page of searches where the head has no field', () => {
  field().disabled = true
  const followed = vi.fn()
  document.querySelector('a')!.addEventListener('click', followed)
  press('/')
  expect(followed).toHaveBeenCalledOnce()
})

it('lists the keys on a question mark', () => {
  expect(press('?')).toBe(true)
  expect(dialog().showModal).toHaveBeenCalledOnce()
})

it('leaves keys to those who type and to the browser', () => {
  const area = document.querySelector('textarea')!
  area.focus()
  expect(press('/', area)).toBe(false)
  expect(press('?', field())).toBe(false)
  expect(press('/', document.body, { ctrlKey: true })).toBe(false)
  expect(document.activeElement).toBe(area)
})
