// Events and what becomes of them, ours there and theirs here.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as farandole from '../lib/ours.mjs'
import { eventually } from '../lib/seen.mjs'
import { copyOf, event, fedify, gone, ours, seen, theirs } from './world.mjs'

export function events() {
  describe('events of ours', () => {
    let lantern

    it(
      'an event reaches the followers of its organiser',
      seen.out('Create{Event}', async () => {
        lantern = await farandole.publish(ours.ana, { title: 'Lantern walk' })
        const copy = await copyOf(lantern.url)
        assert.equal(copy.type, 'Event')
        assert.equal(copy.name, 'Lantern walk')
        assert.equal(copy.content, '<p>Bring a cup.</p>')
        assert.equal(Date.parse(copy.startTime), Date.parse(lantern.beginsOn))
        assert.equal(copy.attributedTo, ours.ana.url)
        return 'taken, shown with title, text, time and organiser'
      }),
    )

    it(
      'its place is one for readers of linked data',
      seen.out('Create{Event} with a place', async () => {
        assert.equal((await copyOf(lantern.url)).place, 'Bandstand')
        return 'taken, shown with the name of the place'
      }),
    )

    it(
      'our server announces it to those who follow the server',
      seen.out('Announce{Event}', async () => {
        await theirs('the announcement', ({ announced }) =>
          announced.some(({ by, object }) => by === ours.relay && object === lantern.url),
        )
        return 'taken, by our server, with the address of the event'
      }),
    )

    it(
      'an event for guests alone is not sent',
      seen.out('Create{Event} for guests alone', async () => {
        const secret = await farandole.publish(ours.ana, { title: 'Surprise party', visibility: 'PRIVATE' })
        // One server is sent to in order: what comes after it has overtaken nothing.
        const later = await farandole.publish(ours.ana, { title: 'Open house' })
        await copyOf(later.url)
        assert.equal((await fedify.known()).copies[secret.url], undefined)
        assert.equal(await farandole.statusOf(secret.url), 404)
        return 'not sent; the address answers 404 to others'
      }),
    )

    it(
      'a change reaches them',
      seen.out('Update{Event}', async () => {
        await farandole.change(ours.ana, lantern, { title: 'Lantern walk by the river' })
        await copyOf(lantern.url, ({ name }) => name === 'Lantern walk by the river')
        return 'taken, the new title is shown'
      }),
    )

    it(
      'an event that is deleted is gone there, and says so to whoever asks',
      seen.out('Delete{Event}', async () => {
        await farandole.remove(ours.ana, lantern)
        await gone(lantern.url)
        assert.equal(await farandole.statusOf(lantern.url), 410)
        return 'taken, the copy is gone; the address answers 410'
      }),
    )
  })

  describe('events of theirs', () => {
    const title = 'Seed swap'
    let swap

    it(
      'an event of theirs is listed here',
      seen.in('Create{Event}', async () => {
        swap = await fedify.does('publish', event(title))
        const copy = await eventually('a copy', () => farandole.listed(ours.ana, title))
        assert.equal(copy.url, swap.id)
        assert.equal(Date.parse(copy.beginsOn), Date.parse(event(title).startTime))
        assert.equal(copy.physicalAddress.description, 'Old mill')
        assert.equal(copy.organizerActor.preferredUsername, 'ben')
        return 'taken, listed with title, time, place and organiser'
      }),
    )

    it(
      'a change of it shows here',
      seen.in('Update{Event}', async () => {
        await fedify.does('publish', { ...event(title), name: 'Seed and plant swap', again: true })
        await eventually('the new title', () => farandole.listed(ours.ana, 'Seed and plant swap'))
        return 'taken, the new title is listed'
      }),
    )

    it(
      'one that their server announces is listed here',
      seen.in('Announce{Event}', async () => {
        const { id } = await fedify.does('publish', { ...event('Barn dance'), quietly: true })
        assert.equal(await farandole.listed(ours.ana, 'Barn dance'), undefined)
        await fedify.does('announce', { as: 'relay', id })
        const copy = await eventually('a copy', () => farandole.listed(ours.ana, 'Barn dance'))
        assert.equal(copy.url, id)
        return 'taken, fetched from its address and listed'
      }),
    )

    it(
      'one that is deleted is gone here',
      seen.in('Delete{Event}', async () => {
        await fedify.does('remove', { id: swap.id })
        await eventually('its end', async () => !(await farandole.listed(ours.ana, 'Seed and plant swap')))
        return 'taken, no longer listed'
      }),
    )
  })
}
