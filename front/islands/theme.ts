/**
 * `<f-theme>` around the buttons of the appearance form: shows the choice at once and saves it in the background.
 * Without scripts the form does the same with a page load.
 */
export class ThemeSwitch extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('click', (event) => {
      const button = (event.target as Element).closest('button')
      const form = button?.form
      if (!button || !form) return
      event.preventDefault()
      this.show(button)
      const sent = new FormData(form)
      sent.set('theme', button.value)
      const body = new URLSearchParams([...sent].map(([name, value]) => [name, String(value)]))
      fetch(form.action, { method: 'POST', body, redirect: 'manual' }).catch(() => form.requestSubmit(button))
    })
  }

  private show(chosen: HTMLButtonElement): void {
    for (const button of this.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button === chosen))
    const root = document.documentElement
    if (chosen.value === 'auto') delete root.dataset.theme
    else root.dataset.theme = chosen.value
  }
}
