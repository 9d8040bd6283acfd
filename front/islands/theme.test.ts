// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'
import { ThemeSwitch } from './theme'

customElements.define('f-theme', ThemeSwitch)
const fetched = vi.fn((_url: string, _how: RequestInit) => Promise.resolve(new Response()))

beforeEach(() => {
  fetched.mockClear()
  vi.stubGlobal('fetch', fetched)
  document.body.innerHTML = `<form action="/preferences" method="post"><input type="hidden" name="csrf" value="t">
    <f-theme><button name="theme" value="auto">A</button><button name="theme" value="dark">D</button></f-theme></form>`
})

const button = (value: string) => document.querySelector<HTMLButtonElement>(`button[value="${value}"]`)!

it('shows the choice at once and saves it with the token', () => {
  button('dark').click()
  expect(document.documentElement.dataset.theme).toBe('dark')
  expect(button('dark').getAttribute('aria-pressed')).toBe('true')
  expect(String(fetched.mock.calls[0]![1].body)).toBe('csrf=t&theme=dark')
})

it('follows the device again when asked to', () => {
  button('dark').click()
  button('auto').click()
  expect(document.documentElement.dataset.theme).toBeUndefined()
})
