// What the events server is and understands. It keeps everything in memory, and sends at once: a delivery that is
// refused fails the deed that caused it.
import { createFederation, generateCryptoKeyPair, MemoryKvStore } from '@fedify/fedify'
import {
  Accept,
  Announce,
  Application,
  Create,
  Delete,
  Endpoints,
  Event,
  Flag,
  Follow,
  Join,
  Leave,
  Note,
  Person,
  Reject,
  Undo,
  Update,
} from '@fedify/vocab'
import { deedsOf } from './deeds.mjs'

export function federate(origin) {
  const store = new MemoryKvStore()
  const federation = createFederation({ kv: store, origin, allowPrivateAddress: true })
  const context = federation.createContext(new URL(origin), undefined)
  const here = (path) => new URL(path, origin)

  /** Both actors with their followers, whom they follow with the answer, and what they publish. */
  const actors = {
    ben: { kind: Person, name: 'Ben', followers: new Map(), follows: new Map(), outbox: [] },
    relay: { kind: Application, name: 'Fedify events', followers: new Map(), follows: new Map(), outbox: [] },
  }
  const objects = new Map() // what is published here, by path; null once it is gone
  const copies = new Map() // what others have published, by address
  const announced = []
  const guests = new Map() // who takes part in events of here
  const answers = new Map() // what was said to what we sent, by its id
  const requests = [] // what came to an inbox, and how it was answered
  const people = new Map() // others by address, with the name that they give themselves
  const reports = [] // what others want its moderators to know
  const deletions = [] // what others said is gone
  let insistsOn = null // the only kind of signature that is taken

  // Who is here

  for (const actor of Object.values(actors)) {
    actor.keys = [generateCryptoKeyPair('RSASSA-PKCS1-v1_5'), generateCryptoKeyPair('Ed25519')]
  }
  const self = async (ctx, identifier) => {
    const actor = actors[identifier]
    if (!actor) return null
    const keys = await ctx.getActorKeyPairs(identifier)
    return new actor.kind({
      id: ctx.getActorUri(identifier),
      preferredUsername: identifier,
      name: actor.name,
      inbox: ctx.getInboxUri(identifier),
      outbox: ctx.getOutboxUri(identifier),
      followers: ctx.getFollowersUri(identifier),
      endpoints: new Endpoints({ sharedInbox: ctx.getInboxUri() }),
      url: ctx.getActorUri(identifier),
      publicKey: keys[0].cryptographicKey,
      assertionMethods: keys.map((key) => key.multikey),
    })
  }
  federation
    .setActorDispatcher('/actors/{identifier}', self)
    .setKeyPairsDispatcher((_, identifier) => Promise.all(actors[identifier]?.keys ?? []))
  federation.setFollowersDispatcher('/actors/{identifier}/followers', (_, identifier) => ({
    items: [...actors[identifier].followers.values()],
  }))
  federation
    .setOutboxDispatcher('/actors/{identifier}/outbox', (_, identifier, cursor) =>
      cursor === null ? null : { items: actors[identifier].outbox, nextCursor: null },
    )
    .setCounter((_, identifier) => actors[identifier].outbox.length)
    .setFirstCursor(() => '0')
  federation.setObjectDispatcher(Event, '/events/{id}', (_, { id }) => objects.get(`/events/${id}`) ?? null)
  federation.setObjectDispatcher(Note, '/notes/{id}', (_, { id }) => objects.get(`/notes/${id}`) ?? null)
  federation.setNodeInfoDispatcher('/nodeinfo/2.1', () => ({
    software: { name: 'fedify-events', version: '1.0.0' },
    protocols: ['activitypub'],
    usage: { users: { total: 1 }, localPosts: objects.size, localComments: 0 },
  }))

  // What comes in

  const local = (ctx, uri) => {
    const found = ctx.parseUri(uri)
    return found?.type === 'actor' ? found.identifier : null
  }
  const copy = async (activity, ctx) => {
    const object = await activity.getObject(ctx)
    if (object instanceof Person) people.set(object.id.href, object.name.toString())
    if (!(object instanceof Event || object instanceof Note)) return
    copies.set(object.id.href, {
      type: object instanceof Event ? 'Event' : 'Note',
      name: object.name?.toString() ?? null,
      content: object.content?.toString() ?? null,
      summary: object.summary?.toString() ?? null,
      startTime: object.startTime?.toString() ?? null,
      updated: object.updated?.toString() ?? null,
      place: (await object.getLocation(ctx))?.name?.toString() ?? null,
      attributedTo: object.attributionId?.href ?? null,
      inReplyTo: object.replyTargetId?.href ?? null,
      by: activity.actorId.href,
    })
  }
  const answered = (word) => (_, activity) => {
    answers.set(activity.objectId?.href, { word, by: activity.actorId.href })
  }
  federation
    .setInboxListeners('/actors/{identifier}/inbox', '/inbox')
    .on(Follow, async (ctx, follow) => {
      const identifier = local(ctx, follow.objectId)
      if (!identifier) return
      const follower = await follow.getActor(ctx)
      actors[identifier].followers.set(follower.id.href, follower)
      const accept = { id: here(`/accepts/${crypto.randomUUID()}`), actor: follow.objectId, to: follower.id }
      await ctx.sendActivity({ identifier }, follower, new Accept({ ...accept, object: follow }))
    })
    .on(Undo, async (ctx, undo) => {
      const undone = await undo.getObject(ctx)
      const identifier = undone instanceof Follow ? local(ctx, undone.objectId) : null
      if (identifier) actors[identifier].followers.delete(undo.actorId.href)
    })
    .on(Accept, (ctx, accept) => {
      // A yes to an event is how some servers take part.
      if (objects.get(accept.objectId?.pathname)) guests.set(accept.actorId.href, accept.objectId.href)
      return answered('Accept')(ctx, accept)
    })
    .on(Reject, answered('Reject'))
    .on(Create, (ctx, create) => copy(create, ctx))
    .on(Update, (ctx, update) => copy(update, ctx))
    .on(Delete, async (ctx, gone) => {
      const { href } = gone.objectId ?? (await gone.getObject(ctx)).id
      deletions.push({ by: gone.actorId.href, object: href })
      copies.delete(href)
    })
    .on(Announce, (_, announce) => {
      announced.push({ by: announce.actorId.href, object: announce.objectId.href })
    })
    .on(Join, async (ctx, join) => {
      const event = objects.get(join.objectId?.pathname)
      const guest = await join.getActor(ctx)
      const word = event ? Accept : Reject
      if (event) guests.set(guest.id.href, event.id.href)
      const said = { id: here(`/answers/${crypto.randomUUID()}`), actor: event?.attributionId, to: guest.id }
      await ctx.sendActivity({ identifier: 'ben' }, guest, new word({ ...said, object: join }))
    })
    .on(Flag, (_, flag) => {
      const objects = flag.objectIds.map(({ href }) => href)
      reports.push({ by: flag.actorId.href, objects, content: flag.content?.toString() })
    })
    .on(Leave, (_, leave) => {
      guests.delete(leave.actorId.href)
    })
    .onError((_, error) => console.error(error))

  const server = { origin, context, store, self, actors, objects, insist: (on) => (insistsOn = on) }

  const known = () => ({
    followers: Object.fromEntries(Object.entries(actors).map(([name, actor]) => [name, [...actor.followers.keys()]])),
    copies: Object.fromEntries(copies),
    answers: Object.fromEntries(answers),
    guests: Object.fromEntries(guests),
    people: Object.fromEntries(people),
    announced,
    deletions,
    reports,
    requests,
  })

  /** Answers a request of another server, and notes those that come to an inbox. */
  async function answer(request) {
    const { pathname } = new URL(request.url)
    if (objects.get(pathname) === null) return new Response(null, { status: 410 })
    const posted = request.method === 'POST' ? await request.clone().text() : null
    const signed = request.headers.has('signature-input') ? 'RFC 9421' : 'draft-cavage'
    const taken = posted === null || !insistsOn || insistsOn === signed
    const response = taken
      ? await federation.fetch(request, { contextData: undefined })
      : new Response(`signed with ${signed}`, { status: 401 })
    if (posted !== null) requests.push({ path: pathname, signed, status: response.status, body: posted })
    return response
  }

  return { answer, deeds: deedsOf(server), known }
}
