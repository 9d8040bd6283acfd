// Fedify as a server of its own, in the node that it wants.
import { fileURLToPath } from 'node:url'
import { freePort, program } from '../lib/program.mjs'
import { eventually } from '../lib/seen.mjs'

export async function start({ node }) {
  const port = await freePort()
  const server = program(node, [fileURLToPath(new URL('app.mjs', import.meta.url)), String(port)])
  const origin = `http://localhost:${port}`
  await eventually('Fedify listens', () => {
    if (!server.running()) throw new Error(`Fedify ended:\n${server.said()}`)
    return server.said().includes('listening')
  })
  const actor = (name) => `${origin}/actors/${name}`
  return {
    origin,
    authority: `localhost:${port}`,
    ben: actor('ben'),
    relay: actor('relay'),
    said: server.said,
    stop: server.stop,
    /** Has it do something; what goes wrong there, a refused delivery above all, goes wrong here. */
    async does(deed, words) {
      const reply = await fetch(`${origin}/deeds`, { method: 'POST', body: JSON.stringify({ deed, ...words }) })
      const answer = await reply.json()
      if (answer.error) throw new Error(`Fedify could not ${deed}: ${answer.error}`)
      return answer
    },
    known: async () => (await fetch(`${origin}/known`)).json(),
  }
}
