/**
 * `<f-share url heading copied failed>` around the share menu: brings its hidden buttons to life. `data-do` names
 * them: `copy`, `system` (the device's own share sheet) and the form `mastodon`.
 */
export class Share extends HTMLElement {
  connectedCallback(): void {
    const url = this.getAttribute('url') ?? location.href
    const title = this.getAttribute('heading') ?? document.title
    if (navigator.clipboard) this.offer('copy', () => navigator.clipboard.writeText(url).then(() => this.say('copied')))
    if (navigator.share) {
      // Closing the sheet without sharing is no mistake.
      this.offer('system', () => navigator.share({ url, title }).catch((e: Error) => { if (e.name !== 'AbortError') throw e }))
    }
    const form = this.querySelector<HTMLFormElement>('form[data-do="mastodon"]')
    const server = form?.querySelector('input')
    if (!form || !server) return
    form.hidden = false
    server.value = remembered()
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const target = mastodonShare(server.value, title, url)
      if (!target) return this.say('failed')
      remember(server.value)
      window.open(target, '_blank', 'noopener,noreferrer')
    })
  }

  private offer(name: string, act: () => Promise<void>): void {
    const button = this.querySelector<HTMLButtonElement>(`button[data-do="${name}"]`)
    if (!button) return
    button.hidden = false
    button.addEventListener('click', () => act().catch(() => this.say('failed')))
  }

  /** Says one of the sentences that the page brings along. */
  private say(which: 'copied' | 'failed'): void {
    const status = this.querySelector('[role="status"]')
    if (status) status.textContent = this.getAttribute(which) ?? ''
  }
}

/** The compose page of a Mastodon server named as people name it: `example.org`, `https://example.org/`, `@me@example.org`. */
export function mastodonShare(server: string, title: string, url: string): string | undefined {
  const host = server.trim().replace(/^https?:\/\//i, '').replace(/^.*@/, '').replace(/\/.*$/, '').toLowerCase()
  if (!/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?$/u.test(host)) return undefined
  return `https://${host}/share?text=${encodeURIComponent(`${title}\n${url}`)}`
}

const KEY = 'farandole-share-server'

function remembered(): string {
  try { return localStorage.getItem(KEY) ?? '' } catch { return '' } // storage may be switched off
}

function remember(server: string): void {
  try { localStorage.setItem(KEY, server) } catch { /* asked again next time */ }
}
