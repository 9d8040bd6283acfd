// Prints what the last run saw as Markdown: one table for each peer.
import { readFile, readdir } from 'node:fs/promises'
import { FOLDER } from './lib/seen.mjs'

const files = (await readdir(FOLDER).catch(() => [])).filter((name) => name.endsWith('.json')).sort()
if (files.length === 0) {
  console.error('Nothing was seen yet: server/peers/run')
  process.exit(1)
}
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const table = ({ peer, version, rows }) => [
  `## ${peer} ${version}`,
  '',
  '| activity | direction | seen |',
  '|---|---|---|',
  ...rows.map((row) => `| ${cell(row.activity)} | ${row.direction} | ${cell(row.seen)} |`),
]
const peers = await Promise.all(files.map(async (name) => JSON.parse(await readFile(new URL(name, FOLDER), 'utf8'))))
console.log(peers.map((peer) => table(peer).join('\n')).join('\n\n'))
