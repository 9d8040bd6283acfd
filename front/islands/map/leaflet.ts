// The interactive map. Loaded only after a tap; all that it shows comes from this site alone.
import 'leaflet/dist/leaflet.css'
import { DivIcon, GridLayer, LatLngBounds, LayerGroup, Map as LeafletMap, Marker, TileLayer } from 'leaflet'
import type { Pin } from './pins'
import { boxOf, readTowns } from './towns'

/** What a map shows. */
export interface Shown {
  /** Address pattern of the tiles: `/tiles/{z}/{x}/{y}`. Without it the map is a grid with the names of towns. */
  tiles?: string
  /** Where the names of towns in a box are. */
  towns?: string
  /** Who made the map, as their licence asks. */
  credit: string
  pins: Pin[]
  centre: [number, number]
}

/** Opens a map in `box` with a pin for every place. A pin with an address leads there. */
export function showMap(box: HTMLElement, { tiles, towns, credit, pins, centre }: Shown): LeafletMap {
  const map = new LeafletMap(box, { scrollWheelZoom: false, attributionControl: true, maxZoom: 19 })
  map.attributionControl.setPrefix(false)
  if (tiles) new TileLayer(tiles, { attribution: text(credit), maxZoom: 19 }).addTo(map)
  else drawGround(map, towns)
  // Streets need tiles; among the names of towns a wider view says more.
  map.setView(centre, tiles ? 15 : 11)
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

class Lines extends GridLayer {
  protected createTile(): HTMLElement {
    const tile = document.createElement('div')
    tile.className = 'map-line'
    return tile
  }
}

/** A ground of our own: lines where tiles meet, and the largest towns of what is in view. */
function drawGround(map: LeafletMap, towns?: string): void {
  new Lines().addTo(map)
  if (!towns) return
  const names = new LayerGroup().addTo(map)
  let latest = 0
  map.on('moveend', async () => {
    const turn = ++latest
    const found = await readTowns(`${towns}?bbox=${boxOf(map.getBounds())}`)
    if (turn !== latest || !found) return
    names.clearLayers()
    for (const [lat, lon, name] of found) label(lat, lon, name).addTo(names)
  })
}

function label(lat: number, lon: number, name: string): Marker {
  const words = document.createElement('span')
  words.className = 'map-town'
  words.textContent = name
  const icon = new DivIcon({ html: words, className: '', iconSize: [0, 0] })
  return new Marker([lat, lon], { icon, interactive: false, keyboard: false, zIndexOffset: -1000 })
}

/** Leaflet writes credits as HTML; ours is text. */
function text(words: string): string {
  const span = document.createElement('span')
  span.textContent = words
  return span.innerHTML
}
