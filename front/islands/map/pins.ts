/** A point on the map: where, how many events, and where a tap leads. */
export interface Pin {
  lat: number
  lon: number
  count: number
  name: string
  url?: string
}

/** The pins an element describes: by its own `lat` and `lon`, or by the links inside it. */
export function pinsIn(element: Element): Pin[] {
  const own = { lat: number(element, 'lat'), lon: number(element, 'lon'), count: 1, name: '' }
  const linked = [...element.querySelectorAll('a[data-lat]')].map((link) => ({
    lat: number(link, 'data-lat'),
    lon: number(link, 'data-lon'),
    count: number(link, 'data-count') || 1,
    name: link.getAttribute('aria-label') ?? '',
    url: link.getAttribute('href') ?? undefined,
  }))
  return [own, ...linked].filter((pin) => Number.isFinite(pin.lat) && Number.isFinite(pin.lon))
}

/** The middle of all pins, in degrees. */
export function centre(pins: Pin[]): [number, number] {
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2
  return [middle(pins.map((p) => p.lat)), middle(pins.map((p) => p.lon))]
}

function number(element: Element, attribute: string): number {
  return parseFloat(element.getAttribute(attribute) ?? '')
}
