// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { timeHere } from './local-time'

const begins = new Date('2026-06-20T19:30:00+02:00')
const ends = new Date('2026-06-20T23:00:00+02:00')

it('says nothing to readers whose clocks agree with the place', () => {
  expect(timeHere(begins, ends, 'Europe/Paris', 'Europe/Madrid', 'en')).toBeUndefined()
})

it('tells others the time, the day and the zone they are in', () => {
  const text = timeHere(begins, ends, 'Europe/Paris', 'Asia/Tokyo', 'en')
  expect(text).toMatch(/Sunday.*21 June/)
  expect(text).toContain('02:30')
})

it('speaks the language of the page', () => {
  expect(timeHere(begins, undefined, 'Europe/Paris', 'America/Montreal', 'fr')).toMatch(/samedi 20 juin.*13:30/)
})

it('stays silent about zones the browser does not know', () => {
  expect(timeHere(begins, ends, 'Moon/Tranquility', 'Europe/Paris', 'en')).toBeUndefined()
  expect(timeHere(new Date('soon'), undefined, 'Europe/Paris', 'Asia/Tokyo', 'en')).toBeUndefined()
})
