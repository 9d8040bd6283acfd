// What all parts of the story share: both servers, and how to look at them.
import * as installed from '../lib/installed.mjs'
import * as farandole from '../lib/ours.mjs'
import { eventually, notebook } from '../lib/seen.mjs'
import { start } from './peer.mjs'

export const found = installed.fedify()
export const seen = notebook('Fedify', found.version)

export let fedify
export let ours

export async function open() {
  fedify = await start(found)
  ours = await farandole.ours(fedify.authority)
}

export async function close() {
  await ours?.stop()
  await fedify?.stop()
  await seen.keep()
}

/** What they know, once it holds what is looked for. */
export const theirs = (what, look) => eventually(what, async () => look(await fedify.known()))
export const answerTo = (id) => theirs(`an answer to ${id}`, (known) => known.answers[id])
export const copyOf = (url, so = () => true) =>
  theirs(`their copy of ${url}`, ({ copies }) => (copies[url] && so(copies[url]) ? copies[url] : null))
export const gone = (url) => theirs(`the end of their copy of ${url}`, ({ copies }) => !copies[url])

/** What stands under an event of ours, once it holds what is looked for. */
export const said = (event, what, look) =>
  eventually(what, async () => look(await farandole.discussion(ours.ana, event)))

/** Ben as our API names him. */
export const ben = () => ({ preferredUsername: 'ben', domain: fedify.authority })

const fortnight = farandole.inDays(14)
/** An event of Ben. */
export const event = (name) => ({
  slug: name.toLowerCase().replaceAll(' ', '-'),
  name,
  content: '<p>By the water.</p>',
  startTime: fortnight,
})

/** A note of Ben in reply to something, which names Ana. */
export const reply = (slug, inReplyTo, content) => ({ slug, inReplyTo, content, to: ours.ana.url })
