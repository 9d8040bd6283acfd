// Builds what the public pages load: one stylesheet, one small script, the map when asked for.
// Everything lands in `dist/` under plain names; the server adds a content hash to each address.
// Says how heavy the result is and fails when a page would become heavier than promised.
import { build } from 'esbuild'
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const out = 'dist'
/** Browsers of 2020 and later. Older ones show the pages as plain HTML. */
const targets = { style: ['chrome90', 'firefox90', 'safari14'], script: 'es2020' }
/** Compressed bytes each file may have. The map is loaded on request only. */
const budget = { 'site.css': 20_000, 'site.js': 12_000, 'map.js': 48_000, 'icons.svg': 6_000 }

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

await build({
  entryPoints: { site: 'styles/site.css' },
  outdir: out, bundle: true, minify: true, target: targets.style, external: ['/assets/*'],
})
await build({
  entryPoints: { site: 'islands/site.ts', map: 'islands/map/leaflet.ts' },
  outdir: out, bundle: true, minify: true, format: 'esm', target: targets.script, external: ['/assets/*'],
  loader: { '.png': 'empty' }, legalComments: 'inline',
})
for (const name of readdirSync('assets')) copyFileSync(`assets/${name}`, `${out}/${name}`)

let heavy = false
for (const name of readdirSync(out).sort()) {
  const size = gzipSync(readFileSync(`${out}/${name}`)).length
  const limit = budget[name] ?? Infinity
  heavy ||= size > limit
  console.log(`${name.padEnd(18)} ${String(size).padStart(7)} B gz${size > limit ? `  over ${limit}` : ''}`)
}
if (heavy) process.exit(1)
