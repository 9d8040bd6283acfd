// Farandole itself, the real program, with Ana who publishes and Olu who administers.
import assert from 'node:assert/strict'
import { start } from '../../../front/e2e/server.mjs'

const PASSWORD = 'correct horse battery'
const DAY = 86_400_000

/** Starts our server so that it may talk with the servers at these places (`localhost:8080`). */
export async function ours(...peers) {
  const server = await start({
    FARANDOLE_FEDERATION_ALLOW: peers.join(','),
    FARANDOLE_LOG: 'info,farandole::federation=debug',
  })
  try {
    const ana = await account(server, 'ana', 'user')
    const admin = await account(server, 'olu', 'administrator')
    return { ...server, authority: new URL(server.origin).host, relay: `${server.origin}/relay`, ana, admin }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function account(server, name, role) {
  const email = `${name}@example.org`
  const made = server.run(['users', 'create', email, '--password', PASSWORD, '--username', name, '--role', role])
  const [code] = await made.ended
  assert.equal(code, 0, made.said())
  const { login } = await ask(server.origin, null, LOGIN, { email, password: PASSWORD })
  const profile = login.user.defaultActor
  return {
    id: profile.id,
    url: profile.url,
    ask: (query, variables) => ask(server.origin, login.accessToken, query, variables),
  }
}

const LOGIN = `mutation ($email: String!, $password: String!) {
  login(email: $email, password: $password) { accessToken user { defaultActor { id url } } }
}`

async function ask(origin, token, query, variables = {}) {
  const headers = { 'content-type': 'application/json' }
  if (token) headers.authorization = `Bearer ${token}`
  const body = JSON.stringify({ query, variables })
  const reply = await (await fetch(`${origin}/api`, { method: 'POST', headers, body })).json()
  if (reply.errors) throw new Error(`our API: ${JSON.stringify(reply.errors)}`)
  return reply.data
}

/** A moment some days from now, to the second, as the API wants it. */
export const inDays = (days) => new Date(Math.floor((Date.now() + days * DAY) / 1000) * 1000).toISOString()

/** Publishes an event of a person of ours; everybody may take part and say something. */
export async function publish(person, { title, description = 'Bring a cup.', visibility = 'PUBLIC' }) {
  const { createEvent } = await person.ask(
    `mutation ($title: String!, $description: String!, $beginsOn: DateTime!, $endsOn: DateTime!, $organizer: ID!,
      $visibility: EventVisibility!) {
      createEvent(title: $title, description: $description, beginsOn: $beginsOn, endsOn: $endsOn,
        organizerActorId: $organizer, visibility: $visibility, joinOptions: FREE, draft: false,
        physicalAddress: { description: "Bandstand", locality: "Lyon", country: "France", geom: "4.85;45.77" },
        options: { commentModeration: ALLOW_ALL }) { id uuid url beginsOn }
    }`,
    { title, description, beginsOn: inDays(20), endsOn: inDays(20.1), organizer: person.id, visibility },
  )
  return createEvent
}

/** Gives an event of ours another title or another text. */
export const change = (person, event, words) =>
  person.ask(
    `mutation ($id: ID!, $title: String, $description: String) {
      updateEvent(eventId: $id, title: $title, description: $description) { id }
    }`,
    { id: event.id, ...words },
  )

/** Deletes an event of ours. */
export const remove = (person, event) =>
  person.ask('mutation ($id: ID!) { deleteEvent(eventId: $id) { id } }', { id: event.id })

/** Says something under an event, in answer to a comment or not. */
export async function comment(person, event, text, inReplyTo = null) {
  const { createComment } = await person.ask(
    `mutation ($text: String!, $event: ID!, $inReplyTo: ID, $actor: ID) {
      createComment(text: $text, eventId: $event, inReplyToCommentId: $inReplyTo, actorId: $actor) { id url }
    }`,
    { text, event: event.id, inReplyTo, actor: person.id },
  )
  return createComment
}

/** Says it in other words. */
export const rephrase = (person, said, text) =>
  person.ask('mutation ($id: ID!, $text: String!) { updateComment(commentId: $id, text: $text) { id } }', {
    id: said.id,
    text,
  })

/** Takes it back. */
export const unsay = (person, said) =>
  person.ask('mutation ($id: ID!) { deleteComment(commentId: $id) { id } }', { id: said.id })

/** What stands under an event, with the answers. */
export async function discussion(person, event) {
  const { event: found } = await person.ask(
    `query ($uuid: UUID!) { event(uuid: $uuid) { comments {
      id url text deletedAt actor { preferredUsername domain name }
      replies { id url text deletedAt actor { preferredUsername domain name } inReplyToComment { url } }
    } } }`,
    { uuid: event.uuid },
  )
  return found.comments.flatMap((said) => [said, ...(said.replies ?? [])]).filter((said) => !said.deletedAt)
}

/** A copy of an event of another server as strangers find it, by its title. */
export async function listed(person, title) {
  const { searchEvents } = await person.ask(
    `query ($term: String!) { searchEvents(term: $term) { elements {
      id uuid url title beginsOn physicalAddress { description } organizerActor { id preferredUsername domain }
    } } }`,
    { term: `"${title}"` },
  )
  return searchEvents.elements.find((event) => event.title === title)
}

/** Looks up by its address what another server has: an event or somebody. */
export async function lookUp(person, uri) {
  const { interact } = await person.ask(
    `query ($uri: String!) { interact(uri: $uri) { url ... on Event { id uuid title status description } } }`,
    { uri },
  )
  return interact
}

/** Gives a person of ours another name. */
export const rename = (person, name) =>
  person.ask('mutation ($id: ID!, $name: String!) { updatePerson(id: $id, name: $name) { name } }', {
    id: person.id,
    name,
  })

/** Has nothing to do with another server any more. */
export const block = (admin, domain) =>
  admin.ask('mutation ($domain: String!) { setInstanceStance(domain: $domain, stance: BLOCKED) { stance } }', {
    domain,
  })

/** How many follow one of ours, as its collection tells everybody. */
export async function followers(actor) {
  const reply = await fetch(`${actor}/followers`, { headers: { accept: 'application/activity+json' } })
  return (await reply.json()).totalItems
}

/** The answer to one who has what address, as other servers ask. */
export const statusOf = async (url) =>
  (await fetch(url, { headers: { accept: 'application/activity+json' }, redirect: 'manual' })).status

/** The servers that ask to follow ours, or do. */
export async function askingServers(admin) {
  const { relayFollowers } = await admin.ask('{ relayFollowers { elements { approved actor { url } } } }')
  return relayFollowers.elements
}

/** Lets a server follow ours. */
export const letFollow = (admin, address) =>
  admin.ask('mutation ($address: String!) { acceptRelay(address: $address) { approved } }', { address })

/** Follows another server. */
export const followServer = (admin, domain) =>
  admin.ask('mutation ($domain: String!) { addInstance(domain: $domain) { domain } }', { domain })

/** Follows it no more. */
export const unfollowServer = (admin, address) =>
  admin.ask('mutation ($address: String!) { removeRelay(address: $address) { approved } }', { address })

/** Whether another server has agreed. */
export async function followsServer(admin, domain) {
  const { instance } = await admin.ask('query ($domain: ID!) { instance(domain: $domain) { followedStatus } }', {
    domain,
  })
  return instance?.followedStatus === 'APPROVED'
}

/** Takes part in an event. */
export const join = (person, event) =>
  person.ask('mutation ($event: ID!, $actor: ID!) { joinEvent(eventId: $event, actorId: $actor) { id } }', {
    event: event.id,
    actor: person.id,
  })

/** Gives the seat back. */
export const leave = (person, event) =>
  person.ask('mutation ($event: ID!, $actor: ID!) { leaveEvent(eventId: $event, actorId: $actor) { id } }', {
    event: event.id,
    actor: person.id,
  })

/** How far somebody's wish to take part has come. */
export async function seat(person, event) {
  const { loggedPerson } = await person.ask(
    'query ($event: ID) { loggedPerson { participations(eventId: $event) { elements { role rsvp rsvpError } } } }',
    { event: event.id },
  )
  return loggedPerson.participations.elements[0]
}

/** Who takes part in an event, but for its organiser. */
export async function guests(person, event) {
  const { event: found } = await person.ask(
    `query ($uuid: UUID!) { event(uuid: $uuid) { participants { elements {
      role actor { preferredUsername domain }
    } } } }`,
    { uuid: event.uuid },
  )
  return found.participants.elements.filter(({ role }) => role !== 'CREATOR')
}

/** Tells the moderators, here and there, of whoever organises an event. */
export const report = (person, event, content) =>
  person.ask(
    `mutation ($reported: ID!, $events: [ID], $content: String) {
      createReport(reportedId: $reported, eventsIds: $events, content: $content, forward: true) { id }
    }`,
    { reported: event.organizerActor.id, events: [event.id], content },
  )

/** What moderators have been told. */
export async function reports(admin) {
  const { reports } = await admin.ask(
    '{ reports { elements { content reported { url } reporter { url } events { url } } } }',
  )
  return reports.elements
}
