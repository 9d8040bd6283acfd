// Two servers on a network, each behind a reverse proxy with TLS: everything goes by the names and certificates of a real one.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from './patience.mjs'
import { finds, follow, found, posts, publish, rename, world } from './world.mjs'

let net
let ana
let ben
let event
let copy

before(async () => {
  net = await world('alpha', 'beta')
})
after(() => net?.stop())

const COMMENTS = `query ($uuid: UUID!) { event(uuid: $uuid) { comments { id text actor { preferredUsername domain } } } }`

describe('two servers on a network', () => {
  it('one follows the other, and is let', async () => {
    const { alpha, beta } = net
    const [chief, boss] = await Promise.all([alpha.person('chief', 'administrator'), beta.person('boss', 'administrator')])
    await follow(boss, beta, chief, alpha)
  })

  it('what is published on one is found on the other', async () => {
    const { alpha, beta } = net
    ;[ana, ben] = await Promise.all([alpha.person('ana'), beta.person('ben')])
    event = await publish(ana, 'Picnic by the river')
    assert.equal(event.url, `https://alpha.test/events/${event.uuid}`)
    copy = await finds(beta, 'picnic')
    assert.deepEqual([copy.title, copy.url], [event.title, event.url])
  })

  it('somebody takes part from their own server, and is answered', async () => {
    const join = `mutation ($event: ID!, $actor: ID!) { joinEvent(eventId: $event, actorId: $actor) { role } }`
    const { joinEvent } = await ben.ask(join, { event: copy.id, actor: ben.actor })
    assert.equal(joinEvent.role, 'NOT_APPROVED', 'only its own server may let somebody in')
    await eventually('ben is let in', async () => {
      const { loggedUser } = await ben.ask(`{ loggedUser { participations { elements { role rsvp } } } }`)
      const [part] = loggedUser.participations.elements
      return part.role === 'PARTICIPANT' && part.rsvp === 'ANSWERED'
    })
    const list = `query ($uuid: UUID!) { event(uuid: $uuid) { participants(roles: "participant") {
      elements { actor { preferredUsername domain } } } } }`
    const { participants } = (await ana.ask(list, { uuid: event.uuid })).event
    assert.deepEqual(participants.elements, [{ actor: { preferredUsername: 'ben', domain: 'beta.test' } }])
  })

  it('a comment and its answer stand on both', async () => {
    const say = `mutation ($event: ID!, $text: String!, $to: ID) {
      createComment(eventId: $event, text: $text, inReplyToCommentId: $to) { id } }`
    await ben.ask(say, { event: copy.id, text: 'Is there parking?' })
    const [comment] = await eventually('ana reads the comment', async () => {
      const { comments } = (await ana.ask(COMMENTS, { uuid: event.uuid })).event
      return comments.length > 0 && comments
    })
    assert.match(comment.text, /Is there parking\?/)
    assert.deepEqual(comment.actor, { preferredUsername: 'ben', domain: 'beta.test' })
    await ana.ask(say, { event: event.id, text: 'Behind the mill.', to: comment.id })
    const replies = `query ($uuid: UUID!) { event(uuid: $uuid) { comments { replies { text } } } }`
    await eventually('ben reads the answer', async () => {
      const [thread] = (await ben.ask(replies, { uuid: copy.uuid })).event.comments
      return thread.replies.some(({ text }) => text.includes('Behind the mill.'))
    })
  })

  it('a change arrives', async () => {
    await rename(ana, event, 'Picnic in the barn')
    await eventually('ben sees the new title', async () => {
      const seen = await ben.ask(`query ($uuid: UUID!) { event(uuid: $uuid) { title } }`, { uuid: copy.uuid })
      return seen.event.title === 'Picnic in the barn'
    })
    assert.equal((await finds(net.beta, 'barn')).id, copy.id, 'it is the same copy')
  })

  it('people who are new are taken at their word, though much of theirs comes at once', async () => {
    const names = ['cyd', 'dan', 'eve', 'fay']
    const people = await Promise.all(names.map((name) => net.alpha.person(name)))
    const four = (person, name) => [1, 2, 3, 4].map((number) => publish(person, `Parade ${number} of ${name}`))
    await Promise.all(people.flatMap((person, at) => four(person, names[at])))
    await eventually('beta finds them all', async () => (await found(net.beta, 'parade')).total === 16)
    const answers = new Set((await posts(net.beta)).map(({ status }) => status))
    assert.deepEqual([...answers], [202])
  })

  it('all that the servers said to each other went through the proxies with TLS 1.2 or newer', async () => {
    for (const server of [net.alpha, net.beta]) {
      assert.ok((await posts(server)).length > 0)
      const requests = await server.proxy.requests()
      assert.ok(requests.every(({ tls }) => /^TLSv1\.[23]$/.test(tls)))
    }
  })
})
