import { afterEach, expect, it, vi } from 'vitest'
import { boxOf, readTowns } from './towns'

const view = (north: number, west: number, south: number, east: number) => ({
  getNorth: () => north, getWest: () => west, getSouth: () => south, getEast: () => east,
})

afterEach(() => vi.unstubAllGlobals())

it('writes a view as a box', () => {
  expect(boxOf(view(46.2, 4.2, 45.4, 5.4))).toBe('46.2000,4.2000:45.4000,5.4000')
})

it('never asks for what lies beyond the Earth', () => {
  expect(boxOf(view(95, -400, -95, 400))).toBe('90.0000,-180.0000:-90.0000,180.0000')
})

it('does without towns that cannot be had', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 429 })))
  expect(await readTowns('/map/towns')).toBeUndefined()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  expect(await readTowns('/map/towns')).toBeUndefined()
})

it('reads towns', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('[[44.75, 5.37, "Die"]]')))
  expect(await readTowns('/map/towns')).toEqual([[44.75, 5.37, 'Die']])
})
