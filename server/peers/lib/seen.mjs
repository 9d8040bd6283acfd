// What was seen of a peer: each test says it in a few words, and `matrix.mjs` makes a table of them.
import { mkdir, writeFile } from 'node:fs/promises'

export const FOLDER = new URL('../seen/', import.meta.url)
const PATIENCE = 60_000

/** A notebook about one peer. `out` and `in` make the body of a test: what it returns is written down, and so is its
 * failure. Out is what we sent, in is what they sent. */
export function notebook(name, version) {
  const rows = []
  const direction = (way) => (activity, test) => async () => {
    const row = { activity, direction: way, seen: 'not reached' }
    rows.push(row)
    try {
      row.seen = await test()
    } catch (error) {
      row.seen = `**failed**: ${String(error.message).split('\n')[0]}`
      throw error
    }
  }
  return {
    out: direction('out'),
    in: direction('in'),
    async keep() {
      await mkdir(FOLDER, { recursive: true })
      const text = JSON.stringify({ peer: name, version, rows }, null, 2)
      await writeFile(new URL(`${name.toLowerCase()}.json`, FOLDER), `${text}\n`)
    },
  }
}

/** Asks again and again until the answer is one. */
export async function eventually(what, ask) {
  const until = Date.now() + PATIENCE
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > until) throw new Error(`never: ${what}`)
    await new Promise((resume) => setTimeout(resume, 100))
  }
}
