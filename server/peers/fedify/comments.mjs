// Words under events.
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import * as farandole from '../lib/ours.mjs'
import { eventually } from '../lib/seen.mjs'
import { ben, copyOf, event, fedify, gone, ours, reply, said, seen, theirs } from './world.mjs'

export function comments() {
  describe('comments under an event of ours', () => {
    let picnic
    let note
    let answer

    before(async () => {
      picnic = await farandole.publish(ours.ana, { title: 'Picnic' })
      await copyOf(picnic.url)
    })

    it(
      'a reply becomes a comment under the event',
      seen.in('Create{Note} in reply to an event', async () => {
        note = await fedify.does('reply', reply('hello', picnic.url, '<p>Is there shade?</p>'))
        const comment = await said(picnic, 'the comment', (all) => all.find(({ url }) => url === note.id))
        assert.match(comment.text, /Is there shade\?/)
        assert.deepEqual(comment.actor, { ...ben(), name: 'Ben' })
        return 'taken, a comment under the event'
      }),
    )

    it(
      'our server passes it on to those who have the event',
      seen.out('Announce{Note}', async () => {
        await theirs('the announcement', ({ announced }) =>
          announced.some(({ by, object }) => by === ours.relay && object === note.id),
        )
        return 'taken, by our server, with the address of the note'
      }),
    )

    it(
      'a comment of ours reaches them as an answer',
      seen.out('Create{Note}', async () => {
        const [{ id }] = await farandole.discussion(ours.ana, picnic)
        answer = await farandole.comment(ours.ana, picnic, 'Plenty, under the lime trees.', id)
        const copy = await copyOf(answer.url)
        assert.equal(copy.type, 'Note')
        assert.match(copy.content, /under the lime trees/)
        assert.equal(copy.inReplyTo, note.id)
        return 'taken, shown as an answer to their note'
      }),
    )

    it(
      'a comment of ours that says something else reaches them',
      seen.out('Update{Note}', async () => {
        await farandole.rephrase(ours.ana, answer, 'Plenty, under the old lime trees.')
        await copyOf(answer.url, ({ content }) => content.includes('old lime trees'))
        return 'taken, the new text is shown'
      }),
    )

    it(
      'a comment of ours that is taken back is gone there',
      seen.out('Delete{Note}', async () => {
        await farandole.unsay(ours.ana, answer)
        await gone(answer.url)
        assert.equal(await farandole.statusOf(answer.url), 410)
        return 'taken, the copy is gone; the address answers 410'
      }),
    )

    it(
      'a reply that says something else does so here',
      seen.in('Update{Note}', async () => {
        await fedify.does('reply', { ...reply('hello', picnic.url, '<p>Is there any shade?</p>'), again: true })
        await said(picnic, 'the new text', (all) => all.some(({ text }) => text.includes('any shade')))
        return 'taken, the new text is shown'
      }),
    )

    it(
      'a reply that is taken back is gone here',
      seen.in('Delete{Note}', async () => {
        await fedify.does('remove', { id: note.id, to: ours.ana.url })
        await said(picnic, 'its end', (all) => !all.some(({ url }) => url === note.id))
        return 'taken, the comment is gone'
      }),
    )
  })

  describe('an organiser', () => {
    it(
      'deletes a reply of theirs, and its author is told',
      seen.out('Delete{Note} of theirs', async () => {
        const fair = await farandole.publish(ours.ana, { title: 'Book fair' })
        await copyOf(fair.url)
        const { id } = await fedify.does('reply', reply('advert', fair.url, '<p>Buy my lamps!</p>'))
        const comment = await said(fair, 'the comment', (all) => all.find(({ url }) => url === id))
        await farandole.unsay(ours.ana, comment)
        await theirs('the deletion', ({ deletions }) =>
          deletions.some(({ by, object }) => by === ours.ana.url && object === id),
        )
        return 'taken, by the organiser, with the address of the note'
      }),
    )
  })

  describe('comments under an event of theirs', () => {
    it(
      'what we say under it reaches its organiser',
      seen.out('Create{Note} under an event of theirs', async () => {
        const { id } = await fedify.does('publish', event('Choir evening'))
        const copy = await eventually('a copy', () => farandole.listed(ours.ana, 'Choir evening'))
        const comment = await farandole.comment(ours.ana, copy, 'May beginners come?')
        assert.equal((await copyOf(comment.url)).inReplyTo, id)
        return 'taken, shown as an answer to the event'
      }),
    )
  })
}
