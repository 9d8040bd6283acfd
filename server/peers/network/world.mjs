// Some servers that trust one authority, and what their people do.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { authority } from './authority.mjs'
import { eventually } from './patience.mjs'
import { dir } from './places.mjs'
import { server } from './server.mjs'

/** Starts servers, all at once. Whatever happens, `stop` ends what was started. */
export async function world(...names) {
  const trusted = await authority(join(dir, 'trusted'), 'Authority of the test')
  const started = await Promise.allSettled(names.map((name) => server(name, trusted)))
  const servers = started.flatMap(({ value }) => value ?? [])
  const stop = () => Promise.all(servers.map((one) => one.stop()))
  try {
    for (const { reason } of started) if (reason) throw reason
    await Promise.all(servers.map((one) => one.ready()))
  } catch (error) {
    await stop()
    throw error
  }
  return { trusted, stop, ...Object.fromEntries(servers.map((one) => [one.name, one])) }
}

/** Has the administrator of one server follow another, and that one's agree. */
export async function follow(boss, by, chief, of) {
  const add = `mutation ($domain: String!) { addInstance(domain: $domain) { domain followedStatus software } }`
  const { addInstance } = await boss.ask(add, { domain: of.host })
  assert.deepEqual(addInstance, { domain: of.host, followedStatus: 'PENDING', software: 'farandole' })
  const accept = `mutation ($address: String!) { acceptRelay(address: $address) { approved } }`
  await eventually(`${of.host} is asked by ${by.host}`, async () => {
    const { relayFollowers } = await chief.ask(`{ relayFollowers { elements { approved actor { domain } } } }`)
    return relayFollowers.elements.some(({ approved, actor }) => !approved && actor.domain === by.host)
  })
  const { acceptRelay } = await chief.ask(accept, { address: by.host })
  assert.equal(acceptRelay.approved, true)
  await eventually(`${by.host} hears that it may follow`, async () => {
    const { instance } = await boss.ask(`query ($of: ID!) { instance(domain: $of) { followedStatus } }`, { of: of.host })
    return instance.followedStatus === 'APPROVED'
  })
}

/** An event two weeks from now. */
export async function publish(person, title) {
  const create = `mutation ($title: String!, $beginsOn: DateTime!, $actor: ID!) {
    createEvent(title: $title, description: "<p>Bring something to share.</p>", beginsOn: $beginsOn, organizerActorId: $actor) {
      id uuid url title } }`
  const beginsOn = new Date(Date.now() + 14 * 86_400_000).toISOString()
  return (await person.ask(create, { title, beginsOn, actor: person.actor })).createEvent
}

/** Gives an event another title. */
export async function rename(person, event, title) {
  const update = `mutation ($id: ID!, $title: String!) { updateEvent(eventId: $id, title: $title) { title } }`
  assert.equal((await person.ask(update, { id: event.id, title })).updateEvent.title, title)
}

/** What the search of a server finds for somebody without an account. */
export async function found(server, term, page = 1, limit = 10) {
  const search = `query ($term: String!, $page: Int, $limit: Int) { searchEvents(term: $term, page: $page, limit: $limit) {
    total elements { id uuid url title } } }`
  return (await server.ask(search, { term, page, limit })).searchEvents
}

/** The one event that a search finds, once it does. */
export const finds = (server, term) =>
  eventually(`${server.host} finds ${term}`, async () => (await found(server, term)).elements[0])

/** What was sent to the inboxes of a server, as its proxy saw it. */
export async function posts({ proxy }) {
  return (await proxy.requests()).filter(({ method, path }) => method === 'POST' && path.includes('inbox'))
}

/** How often in a row a server did not reach another. */
export async function failures(server, host) {
  return Number((await server.run('federation', 'host', host)).match(/(\d+) failures in a row/)[1])
}
