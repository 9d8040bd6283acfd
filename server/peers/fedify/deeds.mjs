// What the events server can be told to do.
import {
  Announce,
  Create,
  Delete,
  Event,
  Flag,
  Follow,
  Join,
  Leave,
  Mention,
  Note,
  Place,
  PUBLIC_COLLECTION,
  Tombstone,
  Undo,
  Update,
} from '@fedify/vocab'
import { Temporal } from '@js-temporal/polyfill'

export function deedsOf({ origin, context, store, self, actors, objects, insist }) {
  const here = (path) => new URL(path, origin)
  const everybody = { to: PUBLIC_COLLECTION }
  const now = () => Temporal.Now.instant()
  const send = async (identifier, recipients, activity) => {
    const options = { preferSharedInbox: true }
    await context.sendActivity({ identifier }, recipients, activity, options)
    return { id: activity.id.href }
  }
  const published = (identifier, path) => ({
    ...everybody,
    id: here(path),
    url: here(path),
    attribution: context.getActorUri(identifier),
    cc: context.getFollowersUri(identifier),
  })
  const activity = (identifier, word, words) =>
    new word({
      ...everybody,
      id: here(`/activities/${crypto.randomUUID()}`),
      actor: context.getActorUri(identifier),
      cc: context.getFollowersUri(identifier),
      ...words,
    })
  /** Sends to the followers, those of the server among them, and to somebody else. */
  const spread = async (identifier, also, sent) => {
    const followers = [actors[identifier], actors.relay].flatMap((actor) => [...actor.followers.values()])
    const others = also ? [await context.lookupObject(also)] : []
    return send(identifier, [...followers, ...others], sent)
  }

  /** An event with words of Mobilizon's. Fedify leaves what it does not know out of activities that it signs, so they
   * are there for those who ask for the event. */
  const extended = async (event, words) => {
    const { '@context': terms, ...plain } = await event.toJsonLd(context)
    const named = Object.keys(words).map((word) => [word, `https://joinmobilizon.org/ns#${word}`])
    const mobilizon = Object.fromEntries(named)
    return Event.fromJsonLd({ '@context': [terms, mobilizon].flat(), ...plain, ...words }, context)
  }

  return {
    /** `as` follows somebody by address. */
    async follow({ as, whom }) {
      const target = await context.lookupObject(whom)
      const follow = activity(as, Follow, { object: target.id, to: target.id, cc: null })
      actors[as].follows.set(target.id.href, follow)
      return send(as, target, follow)
    },
    async unfollow({ as, whom }) {
      const target = await context.lookupObject(whom)
      const object = actors[as].follows.get(target.id.href)
      return send(as, target, activity(as, Undo, { object, to: target.id, cc: null }))
    },
    /** Ben publishes an event, or changes it; quietly, it is only there for those who ask. */
    async publish({ slug, name, content, startTime, joinMode, to, again, quietly }) {
      const path = `/events/${slug}`
      let event = new Event({
        ...published('ben', path),
        name,
        content,
        startTime: Temporal.Instant.from(startTime),
        location: new Place({ name: 'Old mill' }),
        published: objects.get(path)?.published ?? now(),
        updated: again ? now() : null,
      })
      if (joinMode) event = await extended(event, { joinMode })
      objects.set(path, event)
      const sent = activity('ben', again ? Update : Create, { object: event })
      if (!quietly) {
        actors.ben.outbox.push(sent)
        await spread('ben', to, sent)
      }
      return { id: event.id.href }
    },
    /** An actor takes back an event or a note of Ben. */
    async remove({ id, to }) {
      const path = new URL(id).pathname
      objects.set(path, null)
      const object = new Tombstone({ id: new URL(id), deleted: now() })
      return spread('ben', to, activity('ben', Delete, { object }))
    },
    async announce({ as, id, to }) {
      const sent = activity(as, Announce, { object: new URL(id) })
      actors[as].outbox.push(sent)
      return spread(as, to, sent)
    },
    /** Ben answers an event or a note, or says it in other words. */
    async reply({ slug, inReplyTo, content, to, again }) {
      const path = `/notes/${slug}`
      const note = new Note({
        ...published('ben', path),
        content,
        replyTarget: new URL(inReplyTo),
        tags: [new Mention({ href: new URL(to), name: '@ana' })],
        published: objects.get(path)?.published ?? now(),
        updated: again ? now() : null,
      })
      objects.set(path, note)
      await spread('ben', to, activity('ben', again ? Update : Create, { object: note }))
      return { id: note.id.href }
    },
    /** Ben takes part in an event of somebody. */
    async join({ event, organizer }) {
      const target = await context.lookupObject(organizer)
      return send('ben', target, activity('ben', Join, { object: new URL(event), to: target.id, cc: null }))
    },
    async leave({ event, organizer }) {
      const target = await context.lookupObject(organizer)
      return send('ben', target, activity('ben', Leave, { object: new URL(event), to: target.id, cc: null }))
    },
    /** What somebody's handle leads to. */
    async find({ what }) {
      const found = await context.lookupObject(what)
      return { id: found?.id?.href ?? null, type: found?.constructor.name ?? null, name: found?.name?.toString() }
    },
    /** The server tells another one's moderators of somebody. */
    async report({ objects: named, content, to }) {
      const target = await context.lookupObject(to)
      const words = { objects: named.map((address) => new URL(address)), content, to: target.id, cc: null }
      return send('relay', target, activity('relay', Flag, words))
    },
    /** Which signature a server took last. */
    async signature({ of }) {
      return { spec: (await store.get(['_fedify', 'httpMessageSignaturesSpec', of])) ?? null }
    },
    /** Begins with another kind of signature for a server, as if it were remembered. */
    async sign({ to, spec }) {
      await store.set(['_fedify', 'httpMessageSignaturesSpec', to], spec)
    },
    /** Takes one kind of signature only from here on. */
    async insist({ on }) {
      insist(on)
    },
    /** Ben is called otherwise. */
    async rename({ name }) {
      actors.ben.name = name
      return spread('ben', null, activity('ben', Update, { object: await self(context, 'ben') }))
    },
    /** What the outbox of somebody holds. */
    async browse({ whom }) {
      const found = await context.lookupObject(whom)
      const outbox = []
      for await (const item of context.traverseCollection(await found.getOutbox(context))) {
        outbox.push({ type: item.constructor.name, object: (item.objectId ?? (await item.getObject(context)).id).href })
      }
      return { outbox }
    },
  }
}
