import { centre, pinsIn, type Pin } from './pins'

/**
 * `<f-map open towns tiles credit>`: offers a button that opens an interactive map; nothing is loaded before it is used.
 * What to show comes from `lat` and `lon`, or from links inside with `data-lat`, `data-lon` and `data-count` (the plain
 * map). Without `tiles` the map is drawn here, with the towns that `towns` answers. Without `open`, the words for the
 * button, the element leaves everything as the server made it.
 */
export class MapBox extends HTMLElement {
  connectedCallback(): void {
    const words = this.getAttribute('open')
    const pins = pinsIn(this)
    if (!words || pins.length === 0 || this.querySelector(':scope > .map-open')) return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button button-second map-open'
    button.textContent = words
    button.addEventListener('click', () => void this.open(button, pins))
    this.prepend(button)
  }

  private async open(button: HTMLButtonElement, pins: Pin[]): Promise<void> {
    button.disabled = true
    try {
      const { showMap } = await loadMap()
      const box = document.createElement('div')
      box.className = 'map-live'
      this.querySelector('.map-box')?.setAttribute('hidden', '')
      button.replaceWith(box)
      const [tiles, towns] = ['tiles', 'towns'].map((name) => this.getAttribute(name) ?? undefined)
      showMap(box, { tiles, towns, credit: this.getAttribute('credit') ?? '', pins, centre: centre(pins) })
    } catch {
      button.disabled = false // offline, perhaps: the reader may try again
    }
  }
}

/** Leaflet and its style, from where this script came from. */
async function loadMap(): Promise<typeof import('./leaflet')> {
  const style = document.createElement('link')
  style.rel = 'stylesheet'
  style.href = new URL('map.css', import.meta.url).href
  document.head.append(style)
  const address = new URL('map.js', import.meta.url).href
  return import(address)
}
