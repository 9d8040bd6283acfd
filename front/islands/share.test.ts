// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'
import { mastodonShare, Share } from './share'

customElements.define('f-share', Share)
const writeText = vi.fn(() => Promise.resolve())

beforeEach(() => {
  Object.assign(navigator, { clipboard: { writeText } })
  document.body.innerHTML = `<f-share url="https://a.example/e/1" heading="Ball" copied="Copied!">
    <button data-do="copy" hidden></button><button data-do="system" hidden></button>
    <form data-do="mastodon" hidden><input><button></button></form><p role="status"></p></f-share>`
})

it('copies the short address and says so', async () => {
  const copy = document.querySelector<HTMLButtonElement>('[data-do="copy"]')!
  expect(copy.hidden).toBe(false)
  copy.click()
  await vi.waitFor(() => expect(document.querySelector('[role="status"]')!.textContent).toBe('Copied!'))
  expect(writeText).toHaveBeenCalledWith('https://a.example/e/1')
})

it('hides the share sheet where the device has none', () => {
  expect(document.querySelector<HTMLButtonElement>('[data-do="system"]')!.hidden).toBe(true)
})

it.each(['example.org', 'https://example.org/home', '@me@example.org', ' Example.ORG '])('finds the server in “%s”', (typed) => {
  expect(mastodonShare(typed, 'Ball & more', 'https://a.example/e/1')).toBe(
    'https://example.org/share?text=Ball%20%26%20more%0Ahttps%3A%2F%2Fa.example%2Fe%2F1',
  )
})

it.each(['', 'localhost', 'javascript:alert(1)', 'exa mple.org', 'a.example/?x=b.example#'])('takes no server from “%s” but a host', (typed) => {
  const share = mastodonShare(typed, 't', 'u')
  expect(share === undefined || share.startsWith('https://a.example/share?')).toBe(true)
})
