/**
 * `<f-local-time begins zone [ends] label>`: an event's time in the reader's own zone. Stays hidden where that
 * is the same as the event's. `begins` and `ends` are RFC 3339 instants, `zone` is an IANA identifier.
 */
export class LocalTime extends HTMLElement {
  connectedCallback(): void {
    const begins = new Date(this.getAttribute('begins') ?? '')
    const ends = this.hasAttribute('ends') ? new Date(this.getAttribute('ends') ?? '') : undefined
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone
    const text = timeHere(begins, ends, this.getAttribute('zone') ?? 'UTC', here, document.documentElement.lang)
    if (!text) return
    this.textContent = `${this.getAttribute('label') ?? ''} ${text}`
    this.hidden = false
  }
}

/** The span in the zone `here`, in words; nothing if clocks there show the same as in `zone`. */
export function timeHere(begins: Date, ends: Date | undefined, zone: string, here: string, lang: string): string | undefined {
  if (Number.isNaN(begins.getTime())) return undefined
  try {
    const clock = (timeZone: string) => new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    if (clock(zone).format(begins) === clock(here).format(begins)) return undefined
    // The page's own English is British.
    const words = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
      timeZone: here, weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZoneName: 'short',
    })
    return ends && ends > begins ? words.formatRange(begins, ends) : words.format(begins)
  } catch {
    return undefined // a zone this browser does not know: the event's own time stands above
  }
}
