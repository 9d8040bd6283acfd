// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'
import { arrived, Draft, fieldsOf } from './draft'

customElements.define('f-draft', Draft)
const reply = (ok: boolean, body: object): object => ({ ok, json: () => Promise.resolve(body) })
const sent = vi.fn((_url: string, _init: RequestInit) => Promise.resolve(reply(true, { edit: '/events/1/edit', save: '/events/1/draft' })))

function open(title = ''): HTMLFormElement {
  document.body.innerHTML = `<form action="/events/create"><input type="hidden" name="csrf" value="secret"><input type="hidden" name="seen" value="">
    <f-draft save="/events/draft" saving="Saving" saved="Saved" kept="Kept here" restored="Yours" discard="Drop it"></f-draft>
    <input name="title" value="${title}"><input name="date"><input type="checkbox" name="anonymous" value="1" checked>
    <details><textarea name="description"></textarea></details></form>`
  return document.querySelector('form')!
}

function type(form: HTMLFormElement, name: string, value: string): void {
  const field = form.querySelector<HTMLInputElement>(`[name="${name}"]`)!
  field.value = value
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

const status = (): string => document.querySelector('[role="status"]')!.textContent ?? ''

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  sent.mockClear()
  vi.stubGlobal('fetch', sent)
})

it('puts back after a reload what was typed, and drops it when told', () => {
  type(open(), 'description', 'Bring cake')
  expect(status()).toBe('Kept here')
  const form = open()
  expect(fieldsOf(form)['description']).toBe('Bring cake')
  expect(form.querySelector('details')!.open).toBe(true)
  expect(status()).toBe('Yours')
  document.querySelector<HTMLButtonElement>('f-draft button')!.click()
  expect(fieldsOf(form)['description']).toBe('')
  expect(fieldsOf(open())['description']).toBe('')
})

it('saves a draft once typing pauses, and goes on with that draft', async () => {
  const form = open()
  type(form, 'title', 'Picnic')
  await vi.advanceTimersByTimeAsync(5000)
  expect(sent).not.toHaveBeenCalled()
  type(form, 'date', '2026-07-01')
  await vi.advanceTimersByTimeAsync(5000)
  expect(sent).toHaveBeenCalledTimes(1)
  expect(sent.mock.calls[0]![0]).toBe('/events/draft')
  expect(form.getAttribute('action')).toBe('/events/1/edit')
  expect(status()).toBe('Saved')
  type(form, 'title', 'Picnic by the river')
  await vi.advanceTimersByTimeAsync(5000)
  expect(sent.mock.calls[1]![0]).toBe('/events/1/draft')
})

it('keeps the words here and says so when the server does not take them', async () => {
  sent.mockResolvedValueOnce(reply(false, { message: 'Please sign in.' }) as never)
  const form = open()
  type(form, 'title', 'Picnic')
  type(form, 'date', '2026-07-01')
  await vi.advanceTimersByTimeAsync(5000)
  expect(status()).toBe('Kept here Please sign in.')
  expect(fieldsOf(open())['title']).toBe('Picnic')
})

it('makes one event even when the form is sent while its draft is being saved', async () => {
  let answer: (reply: object) => void = () => undefined
  sent.mockReturnValueOnce(new Promise((resolve) => { answer = resolve }) as never)
  const form = open()
  form.requestSubmit = vi.fn()
  type(form, 'title', 'Picnic')
  type(form, 'date', '2026-07-01')
  await vi.advanceTimersByTimeAsync(5000)
  const submit = new SubmitEvent('submit', { cancelable: true })
  form.dispatchEvent(submit)
  expect(submit.defaultPrevented).toBe(true)
  answer(reply(true, { edit: '/events/1/edit', save: '/events/1/draft' }))
  await vi.advanceTimersByTimeAsync(0)
  expect(form.requestSubmit).toHaveBeenCalledTimes(1)
  expect(form.getAttribute('action')).toBe('/events/1/edit')
})

it('goes on from what was saved, and brings what a form had seen back with its words', async () => {
  sent.mockResolvedValueOnce(reply(true, { edit: '/events/1/edit', save: '/events/1/draft', seen: 'title:1' }) as never)
  const form = open()
  type(form, 'title', 'Picnic')
  type(form, 'date', '2026-07-01')
  await vi.advanceTimersByTimeAsync(5000)
  expect(fieldsOf(form)['seen']).toBe('title:1')
  form.setAttribute('action', '/events/create')
  type(form, 'title', 'Picnic by the river')
  expect(fieldsOf(open())).toMatchObject({ title: 'Picnic by the river', seen: 'title:1' })
})

it('sends a form once though its button is pressed twice', () => {
  const form = open()
  const press = (): boolean => form.dispatchEvent(new SubmitEvent('submit', { cancelable: true }))
  expect([press(), press()]).toEqual([true, false])
  vi.advanceTimersByTime(5000)
  expect(press()).toBe(true)
})

it('never keeps the token of the session', () => {
  type(open(), 'title', 'Picnic')
  expect(JSON.stringify({ ...localStorage })).not.toContain('secret')
})

it('forgets what has arrived', () => {
  const form = open()
  type(form, 'title', 'Picnic')
  form.dispatchEvent(new Event('submit'))
  arrived('#done')
  expect(fieldsOf(open())['title']).toBe('')
})
