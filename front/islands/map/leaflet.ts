// The interactive map. Loaded only after a tap; its tiles come from this site alone.
import 'leaflet/dist/leaflet.css'
import { DivIcon, LatLngBounds, Map as LeafletMap, Marker, TileLayer } from 'leaflet'
import type { Pin } from './pins'

/** What a map shows. */
export interface Shown {
  /** Address pattern of the tiles: `/tiles/{z}/{x}/{y}.png`. */
  tiles: string
  /** Who made the map, as their licence asks. */
  credit: string
  pins: Pin[]
  centre: [number, number]
}

/** Opens a map in `box` with a pin for every place. A pin with an address leads there. */
export function showMap(box: HTMLElement, { tiles, credit, pins, centre }: Shown): LeafletMap {
  const map = new LeafletMap(box, { scrollWheelZoom: false, attributionControl: true }).setView(centre, 15)
  map.attributionControl.setPrefix(false)
  new TileLayer(tiles, { attribution: text(credit), maxZoom: 19 }).addTo(map)
  for (const pin of pins) marker(pin).addTo(map)
  if (pins.length > 1) map.fitBounds(new LatLngBounds(pins.map((p) => [p.lat, p.lon])), { padding: [40, 40] })
  return map
}

function marker(pin: Pin): Marker {
  const face = document.createElement('span')
  face.className = 'map-pin'
  face.textContent = pin.count > 1 ? String(pin.count) : '•'
  const icon = new DivIcon({ html: face, className: '', iconSize: [44, 44] })
  const made = new Marker([pin.lat, pin.lon], { icon, title: pin.name, alt: pin.name, interactive: Boolean(pin.url) })
  const url = pin.url
  return url ? made.on('click', () => location.assign(url)) : made
}

/** Leaflet writes credits as HTML; ours is text. */
function text(words: string): string {
  const span = document.createElement('span')
  span.textContent = words
  return span.innerHTML
}
