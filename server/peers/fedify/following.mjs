// People follow people, servers follow servers.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as farandole from '../lib/ours.mjs'
import { eventually } from '../lib/seen.mjs'
import { answerTo, event, fedify, ours, seen, theirs } from './world.mjs'

export function following() {
  describe('following', () => {
    it(
      'Ben follows Ana and is told so',
      seen.in('Follow of a person', async () => {
        const { id } = await fedify.does('follow', { as: 'ben', whom: ours.ana.url })
        assert.deepEqual(await answerTo(id), { word: 'Accept', by: ours.ana.url })
        assert.equal(await farandole.followers(ours.ana.url), 1)
        return 'taken; Accept at once'
      }),
    )

    it(
      'who asks twice is told twice',
      seen.in('Follow of a person, once more', async () => {
        const { id } = await fedify.does('follow', { as: 'ben', whom: ours.ana.url })
        assert.deepEqual(await answerTo(id), { word: 'Accept', by: ours.ana.url })
        assert.equal(await farandole.followers(ours.ana.url), 1)
        return 'taken; Accept of the new Follow, one follower'
      }),
    )

    it(
      'a server that follows ours waits for an administrator',
      seen.in('Follow of the server', async () => {
        const { id } = await fedify.does('follow', { as: 'relay', whom: ours.relay })
        const [asking] = await eventually('a request', async () => {
          const asking = await farandole.askingServers(ours.admin)
          return asking.length ? asking : null
        })
        assert.deepEqual(asking, { approved: false, actor: { url: fedify.relay } })
        assert.equal((await fedify.known()).answers[id], undefined)
        await farandole.letFollow(ours.admin, fedify.relay)
        assert.deepEqual(await answerTo(id), { word: 'Accept', by: ours.relay })
        return 'waits; Accept once an administrator agrees'
      }),
    )

    it(
      'a person who follows our server is answered as well',
      seen.in('Follow of the server by a person', async () => {
        const { id } = await fedify.does('follow', { as: 'ben', whom: ours.relay })
        const answer = await eventually(`an answer to ${id}`, async () => {
          const asking = await farandole.askingServers(ours.admin)
          const waits = asking.some(({ actor, approved }) => actor.url === fedify.ben && !approved)
          if (waits) await farandole.letFollow(ours.admin, fedify.ben)
          return (await fedify.known()).answers[id]
        })
        assert.equal(answer.by, ours.relay)
        return `answered: ${answer.word}`
      }),
    )

    it(
      'an administrator follows their server by its host, and gets what it has published before',
      seen.out('Follow of their server', async () => {
        const { id } = await fedify.does('publish', event('Harvest supper'))
        await fedify.does('announce', { as: 'relay', id })
        await farandole.followServer(ours.admin, fedify.authority)
        await eventually('they agree', () => farandole.followsServer(ours.admin, fedify.authority))
        await theirs('their follower', ({ followers }) => followers.relay.includes(ours.relay))
        const copy = await eventually('a copy', () => farandole.listed(ours.ana, 'Harvest supper'))
        assert.equal(copy.organizerActor.domain, fedify.authority)
        return 'Accept at once; the event that its outbox announces is listed'
      }),
    )

    it(
      'they find what our server has published',
      seen.out('outbox', async () => {
        const { url } = await farandole.publish(ours.ana, { title: 'Night of reading' })
        const { outbox } = await fedify.does('browse', { whom: ours.relay })
        assert.ok(outbox.some(({ type, object }) => type === 'Announce' && object === url), JSON.stringify(outbox))
        const { outbox: hers } = await fedify.does('browse', { whom: ours.ana.url })
        assert.ok(hers.some(({ type, object }) => type === 'Create' && object === url), JSON.stringify(hers))
        return 'read through; the server announces what its people create'
      }),
    )
  })
}
