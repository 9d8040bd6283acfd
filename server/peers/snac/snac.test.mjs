// Our program and snac: people and servers follow each other, events go there, notes go both ways. A story: what one
// part has made stands for the next. snac answers 202 first and reads later, so that only what its pages show counts.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as installed from '../lib/installed.mjs'
import * as farandole from '../lib/ours.mjs'
import { eventually, notebook } from '../lib/seen.mjs'
import { start } from './peer.mjs'

const found = installed.snac()
const seen = notebook('snac', found.version)

let snac
let third
let ours

/** What Ben's page shows of a post, once it is as it should be. */
const shown = (url, so, user = 'ben') =>
  eventually(`${url} is shown as it should be`, async () => {
    const text = await snac.shown(url, user)
    return text !== undefined && so.test(text) ? text : null
  })
const gone = (url) => eventually(`${url} is no longer shown`, async () => (await snac.shown(url)) === undefined)
/** What stands under an event of ours, once it holds what is looked for. */
const said = (event, what, look) =>
  eventually(what, async () => look(await farandole.discussion(ours.ana, event)))

describe('snac', { skip: found.missing }, () => {
  before(async () => {
    snac = await start(found)
    third = await farandole.ours(snac.authority)
    ours = await farandole.ours(snac.authority, third.authority)
  })
  after(async () => {
    await ours?.stop()
    await third?.stop()
    await snac?.stop()
    await seen.keep()
  })

  describe('following', () => {
    it(
      'Ben finds Ana by her handle and follows her',
      seen.in('Follow of a person', async () => {
        const answer = await snac.command('webfinger', `ana@${ours.authority}`)
        assert.ok(answer.includes(`actor: ${ours.ana.url}`), answer)
        await snac.command('follow', 'ben', `ana@${ours.authority}`)
        await eventually('a follower', async () => (await farandole.followers(ours.ana.url)) === 1)
        await eventually('our Accept is read', () => snac.said().includes(`confirmed follow from ${ours.ana.url}`))
        return 'taken, found by WebFinger; our Accept confirms it there'
      }),
    )

    it(
      'a server that follows ours waits for an administrator',
      seen.in('Follow of the server', async () => {
        await snac.command('follow', 'relay', ours.relay)
        const asking = await eventually('a request', async () => {
          const asking = await farandole.askingServers(ours.admin)
          return asking.length ? asking : null
        })
        assert.deepEqual(asking, [{ approved: false, actor: { url: snac.relay } }])
        await farandole.letFollow(ours.admin, snac.relay)
        await eventually('our Accept is read', () => snac.said().includes(`confirmed follow from ${ours.relay}`))
        return 'waits; our Accept confirms it once an administrator agrees'
      }),
    )

    it(
      'an administrator follows their server by its host',
      seen.out('Follow of their server', async () => {
        await farandole.followServer(ours.admin, snac.authority)
        await eventually('they agree', () => farandole.followsServer(ours.admin, snac.authority))
        return 'Accept at once, from the user `relay`, found by WebFinger'
      }),
    )
  })

  describe('events of ours', () => {
    let lantern

    it(
      'an event reaches the followers of its organiser',
      seen.out('Create{Event}', async () => {
        lantern = await farandole.publish(ours.ana, { title: 'Lantern walk' })
        const text = await shown(lantern.url, /Lantern walk/)
        for (const word of ['Bring a cup.', 'Location: Bandstand', 'Europe/Paris']) assert.ok(text.includes(word), text)
        return 'taken, shown with title, text, place and the time in its zone'
      }),
    )

    it(
      'our server announces it to those who follow the server',
      seen.out('Announce{Event}', async () => {
        const line = `[relay] new 'Announce' ${ours.relay} ${lantern.url}`
        await eventually('the announcement', () => snac.said().includes(line))
        await shown(lantern.url, /Lantern walk/, 'relay')
        return 'taken, by our server, shown to its followers'
      }),
    )

    it(
      'a boost of an event of ours is taken and harms nothing',
      seen.in('Announce of an event of ours', async () => {
        const taken = () => snac.said().split(`sent to inbox ${ours.origin}/inbox (202`).length
        const before = taken()
        await snac.command('announce', 'ben', lantern.url)
        await eventually('it is taken', () => taken() > before)
        assert.equal((await farandole.listed(ours.ana, 'Lantern walk')).url, lantern.url)
        return 'taken; nothing is shown of it'
      }),
    )

    it(
      'a change reaches them',
      seen.out('Update{Event}', async () => {
        await farandole.change(ours.ana, lantern, { title: 'Lantern walk by the river' })
        await shown(lantern.url, /by the river/)
        return 'taken, the new title is shown'
      }),
    )

    it(
      'an event that is deleted is gone there',
      seen.out('Delete{Event}', async () => {
        await farandole.remove(ours.ana, lantern)
        await gone(lantern.url)
        return 'taken, no longer shown'
      }),
    )
  })

  describe('events of others', () => {
    it(
      'an event of a third server that their server announces is listed here',
      seen.in('Announce of an event of a third server', async () => {
        const { url } = await farandole.publish(third.ana, { title: 'Wool fair' })
        await snac.command('insert', 'relay', url)
        await snac.command('announce', 'relay', url)
        const copy = await eventually('a copy', () => farandole.listed(ours.ana, 'Wool fair'))
        assert.equal(copy.url, url)
        assert.equal(copy.organizerActor.domain, third.authority)
        return 'taken, fetched from its own server and listed'
      }),
    )
  })

  describe('comments under an event of ours', () => {
    let picnic
    let note
    let answer

    before(async () => {
      picnic = await farandole.publish(ours.ana, { title: 'Picnic' })
      await shown(picnic.url, /Picnic/)
    })

    it(
      'a reply becomes a comment under the event',
      seen.in('Create{Note} in reply to an event', async () => {
        await snac.write({ content: 'Is there shade?', in_reply_to: picnic.url })
        note = await said(picnic, 'the comment', (all) => all.find(({ text }) => text.includes('Is there shade?')))
        assert.ok(note.url.startsWith(snac.origin), note.url)
        assert.deepEqual(note.actor, { preferredUsername: 'ben', domain: snac.authority, name: 'ben' })
        return 'taken, a comment under the event'
      }),
    )

    it(
      'our server passes it on to those who have the event',
      seen.out('Announce{Note}', async () => {
        const line = `new 'Announce' ${ours.relay} ${note.url}`
        await eventually('the announcement', () => snac.said().includes(line))
        return 'taken, by our server, with the address of the note'
      }),
    )

    it(
      'a comment of ours reaches them as an answer',
      seen.out('Create{Note}', async () => {
        answer = await farandole.comment(ours.ana, picnic, 'Plenty, under the lime trees.', note.id)
        await shown(answer.url, /under the lime trees/)
        return 'taken, shown below their note'
      }),
    )

    it(
      'an answer to a comment of ours stands below it',
      seen.in('Create{Note} in reply to a comment', async () => {
        await snac.write({ content: 'Then I shall come.', in_reply_to: answer.url })
        const all = await said(picnic, 'the answer', (all) => (all.length === 3 ? all : null))
        assert.match(all[2].text, /Then I shall come/)
        assert.equal(all[2].inReplyToComment.url, answer.url)
        return 'taken, below our comment'
      }),
    )

    it(
      'a comment of ours that says something else reaches them',
      seen.out('Update{Note}', async () => {
        await farandole.rephrase(ours.ana, answer, 'Plenty, under the old lime trees.')
        await shown(answer.url, /old lime trees/)
        return 'taken, the new text is shown'
      }),
    )

    it(
      'a comment of ours that is taken back is gone there',
      seen.out('Delete{Note}', async () => {
        await farandole.unsay(ours.ana, answer)
        await gone(answer.url)
        return 'taken, no longer shown'
      }),
    )

    it(
      'a reply that says something else does so here',
      seen.in('Update{Note}', async () => {
        await snac.write({ content: 'Is there any shade?', in_reply_to: picnic.url, edit_id: note.url })
        await said(picnic, 'the new text', (all) => all.some(({ text }) => text.includes('any shade')))
        return 'taken, the new text is shown'
      }),
    )

    it(
      'a reply that is taken back is gone here',
      seen.in('Delete{Note}', async () => {
        // snac tells of a deletion to followers alone. Our server follows its relay, and nobody here follows Ben.
        await snac.write({ content: 'All aboard!', in_reply_to: picnic.url }, 'relay')
        const aboard = (all) => all.find(({ text }) => text.includes('All aboard!'))
        const { url } = await said(picnic, 'the comment', aboard)
        await snac.act('Delete', url, 'relay')
        await said(picnic, 'its end', (all) => !aboard(all))
        return 'taken from whom our server follows, the comment is gone; others do not tell us'
      }),
    )
  })

  describe('ending', () => {
    it(
      'Ben does not follow Ana any more',
      seen.in('Undo{Follow}', async () => {
        await snac.command('unfollow', 'ben', ours.ana.url)
        await eventually('one follower less', async () => (await farandole.followers(ours.ana.url)) === 0)
        return 'taken, one follower less'
      }),
    )

    it(
      'our server does not follow theirs any more',
      seen.out('Undo{Follow}', async () => {
        await farandole.unfollowServer(ours.admin, snac.authority)
        await eventually('they know', () => snac.said().includes(`no longer following us ${ours.relay}`))
        return 'taken, one follower less'
      }),
    )
  })
})
