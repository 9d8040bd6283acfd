// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { MapBox } from './box'
import { centre, pinsIn } from './pins'

customElements.define('f-map', MapBox)

it('reads the one place of an event', () => {
  document.body.innerHTML = '<f-map tiles="/t" lat="44.75" lon="5.37" open="Show the map"></f-map>'
  expect(pinsIn(document.querySelector('f-map')!)).toMatchObject([{ lat: 44.75, lon: 5.37, count: 1 }])
  expect(document.querySelector('button')!.textContent).toBe('Show the map')
})

it('reads the places of the plain map', () => {
  document.body.innerHTML = '<f-map><svg><a href="/x" data-lat="1" data-lon="2" data-count="7" aria-label="Die: 7"></a></svg></f-map>'
  expect(pinsIn(document.querySelector('f-map')!)).toEqual([{ lat: 1, lon: 2, count: 7, name: 'Die: 7', url: '/x' }])
})

it('changes nothing where the site has no words for its button', () => {
  document.body.innerHTML = '<f-map lat="1" lon="2"></f-map>'
  expect(document.querySelector('f-map')!.childElementCount).toBe(0)
})

it('finds the middle', () => {
  const pin = (lat: number, lon: number) => ({ lat, lon, count: 1, name: '' })
  expect(centre([pin(0, 10), pin(4, 30), pin(1, 11)])).toEqual([2, 20])
})
