// Taking part, in the two dialects that there are.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as farandole from '../lib/ours.mjs'
import { eventually } from '../lib/seen.mjs'
import { answerTo, ben, event, fedify, ours, seen, theirs } from './world.mjs'

export function seats() {
  describe('taking part', () => {
    it(
      'Ben takes part in an event of ours and is told so, and gives his seat back',
      seen.in('Join and Leave', async () => {
        const ball = await farandole.publish(ours.ana, { title: 'Ball' })
        const { id } = await fedify.does('join', { event: ball.url, organizer: ours.ana.url })
        assert.deepEqual(await answerTo(id), { word: 'Accept', by: ours.ana.url })
        assert.deepEqual(await farandole.guests(ours.ana, ball), [{ role: 'PARTICIPANT', actor: ben() }])
        await fedify.does('leave', { event: ball.url, organizer: ours.ana.url })
        await eventually('his seat is free', async () => (await farandole.guests(ours.ana, ball)).length === 0)
        return 'taken; Accept at once; Leave frees the seat'
      }),
    )

    it(
      'Ana takes part in an event that knows Join, and sees the answer',
      seen.out('Join and Leave', async () => {
        const { id } = await fedify.does('publish', { ...event('Plum day'), joinMode: 'free', quietly: true })
        await fedify.does('announce', { as: 'relay', id })
        const copy = await eventually('a copy', () => farandole.listed(ours.ana, 'Plum day'))
        await farandole.join(ours.ana, copy)
        await theirs('their guest', ({ guests }) => guests[ours.ana.url] === copy.url)
        await eventually('their answer', async () => (await farandole.seat(ours.ana, copy))?.rsvp === 'ANSWERED')
        await farandole.leave(ours.ana, copy)
        await theirs('a free seat', ({ guests }) => !guests[ours.ana.url])
        return 'taken; their Accept is shown; Leave frees the seat'
      }),
    )

    it(
      'Ana takes part in an event without a joinMode by saying yes to it',
      seen.out('Accept{Event}', async () => {
        await fedify.does('publish', event('Apple day'))
        const copy = await eventually('a copy', () => farandole.listed(ours.ana, 'Apple day'))
        await farandole.join(ours.ana, copy)
        await theirs('their guest', ({ guests }) => guests[ours.ana.url] === copy.url)
        await eventually('it is received', async () => (await farandole.seat(ours.ana, copy))?.rsvp === 'RECEIVED')
        return 'taken; shown as received, since nothing is promised'
      }),
    )
  })
}
